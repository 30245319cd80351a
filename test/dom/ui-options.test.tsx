/** The options page connects an org, and each kind of client has its own fields. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { EMPTY_FORM, requestOf } from "../../src/options/connect-state"
import { OptionsView, type OptionsViewProps } from "../../src/options/view"
import { installI18n } from "../gallery/fake-i18n"
import { acme, badRedirect, sandbox } from "../gallery/fixtures"
import { allByRole, byRole } from "./ui-roles"

const REDIRECT = "https://abcdefgh.chromiumapp.org/"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

function show(more: Partial<OptionsViewProps> = {}): OptionsViewProps {
  const props: OptionsViewProps = {
    initial: EMPTY_FORM,
    decided: {},
    redirectUrl: REDIRECT,
    accounts: [],
    connectNow: null,
    connecting: false,
    problem: null,
    accountProblem: null,
    onConnect: vi.fn(),
    onFind: () => Promise.resolve([]),
    onCheck: () => Promise.resolve({ ok: true, value: false }),
    onReconnect: vi.fn(),
    accountNote: null,
    disconnecting: null,
    onDisconnect: vi.fn(),
    onDisconnectAnswer: vi.fn(),
    ...more,
  }
  void act(() => render(<OptionsView {...props} />, document.body))
  return props
}

function type(name: string, value: string): void {
  const field = byRole("textbox", name) as HTMLInputElement
  void act(() => {
    field.value = value
    field.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

const choose = (name: string): void => void act(() => byRole("radio", name).click())
const connectButton = (): HTMLButtonElement => byRole("button", "Connect") as HTMLButtonElement
const textboxes = (): string[] => allByRole("textbox").map(({ name }) => name)

describe("the options page", () => {
  const advanced = (): void => void act(() => byRole("button", "Advanced").click())

  test("offers the other kinds of client under Advanced, client-based first", () => {
    show()
    expect(allByRole("radio")).toEqual([])
    advanced()
    const group = byRole("radiogroup", "Kind of Zoho client")
    expect(allByRole("radio", group).map(({ name }) => name)).toEqual([
      "Client-based (no secret)",
      "Server-based (stays signed in)",
      "Self client (paste a code)",
      "Mobile client (experiment)",
    ])
    expect((byRole("radio", "Client-based (no secret)") as HTMLInputElement).checked).toBe(true)
  })

  test("shows only each kind's own fields", () => {
    show()
    const uri = "Authorized redirect URI"
    expect(textboxes()).toEqual(["Homepage URL", uri, "JavaScript domain", "Client ID"])
    advanced()
    choose("Server-based (stays signed in)")
    expect(textboxes()).toEqual(["Homepage URL", uri, "Client ID", "Client secret"])
    choose("Mobile client (experiment)")
    expect(textboxes()).toEqual(["Homepage URL", uri, "Client ID"])
    choose("Self client (paste a code)")
    expect(textboxes()).toEqual(["Client ID", "Client secret", "Organization ID"])
    void act(() => byRole("button", "Paste a code instead").click())
    expect(textboxes()).toEqual(["Client ID", "Client secret", "Organization ID", "Scope", "Grant code"])
  })

  test("shows the redirect address to register, and its origin as the JavaScript domain", () => {
    show()
    const redirect = byRole("textbox", "Authorized redirect URI") as HTMLInputElement
    expect([redirect.value, redirect.readOnly]).toEqual([REDIRECT, true])
    expect((byRole("textbox", "JavaScript domain") as HTMLInputElement).value).toBe(
      "https://abcdefgh.chromiumapp.org",
    )
    expect(byRole("button", "Copy: Authorized redirect URI")).toBeTruthy()
  })

  test("names the data centers by place and domain, and links to the console of the chosen one", () => {
    show({ initial: { ...EMPTY_FORM, location: "ca" } })
    const center = byRole("combobox", "Data center") as HTMLSelectElement
    expect(center.value).toBe("ca")
    expect([...center.options].map((option) => option.textContent)).toContain("United States (zoho.com)")
    expect((byRole("link", /API console/) as HTMLAnchorElement).href).toBe(
      "https://api-console.zohocloud.ca/",
    )
  })

  test("connects once everything is filled in, with only that kind's fields", () => {
    const props = show()
    expect(connectButton().disabled).toBe(true)
    type("Client ID", " 1000.ABCDEFGHIJKL ")
    expect(connectButton().disabled).toBe(false)
    void act(() => connectButton().click())
    expect(props.onConnect).toHaveBeenCalledExactlyOnceWith({
      ...EMPTY_FORM,
      clientId: " 1000.ABCDEFGHIJKL ",
    })
  })

  test("accepts the org's ID of a self client, or a code", () => {
    const initial = { ...EMPTY_FORM, kind: "self-client", clientId: "1000.X", clientSecret: "s" } as const
    show({ initial: { ...initial, orgId: "60012345" } })
    expect(connectButton().disabled).toBe(false)
    type("Organization ID", "org60012345")
    expect(connectButton().disabled).toBe(true)
    void act(() => byRole("button", "Paste a code instead").click())
    type("Grant code", "1000.code")
    expect(connectButton().disabled).toBe(false)
    expect(requestOf({ ...initial, orgId: "6" })).toMatchObject({ orgId: "6" })
    expect(requestOf({ ...initial, orgId: "6", grantCode: "c" })).not.toHaveProperty("orgId")
  })

  const now = {
    client: { clientId: "1000.PUB", location: null, isOnlyOne: false },
    ...{ place: null, connecting: false, problem: null, onAllowed: vi.fn() },
  }

  test("connects with one click by a provided client, and first says what will be requested", () => {
    const onConnect = vi.fn()
    const place = { location: "eu", environment: "production", orgId: "1" } as const
    show({ connectNow: { ...now, place, onConnect } })
    const text = document.body.textContent
    expect(text.indexOf("Tagsweep never")).toBeLessThan(text.indexOf("Use your own Zoho client"))
    expect((byRole("combobox", "Data center") as HTMLSelectElement).value).toBe("eu")
    byRole("button", "Connect to Zoho").click()
    expect(onConnect).toHaveBeenCalledExactlyOnceWith("eu")
    expect(textboxes()).toEqual([])
    void act(() => byRole("button", "Use your own Zoho client").click())
    expect(textboxes()).toContain("Client ID")
  })

  test("offers nothing else if an administrator provides the client", () => {
    const client = { clientId: "1000.OURS", location: "in", isOnlyOne: true } as const
    show({ connectNow: { ...now, client, onConnect: vi.fn() } })
    expect(allByRole("combobox").map(({ name }) => name)).not.toContain("Data center")
    expect(allByRole("button").map(({ name }) => name)).not.toContain("Use your own Zoho client")
  })

  test("is one line once an org is connected, with links to its tags", () => {
    const account = { id: "a1", org: acme, kind: "client-based", user: null, codeScope: null } as const
    show({ accounts: [{ ...account, signedIn: true, permitted: true, features: [], needsSecret: false }] })
    const link = (name: string): string =>
      (byRole("link", name) as HTMLAnchorElement).getAttribute("href") ?? ""
    expect(link("Open tags in Zoho")).toBe(
      `https://crm.zoho.eu/crm/org${acme.id}/settings/manage-tags?module=Leads`,
    )
    expect(link("Open tag manager")).toBe("/tabs/tags.html?account=a1")
    expect(textboxes()).toEqual([])
    void act(() => byRole("button", "Connect another org").click())
    expect(textboxes()).toContain("Client ID")
  })

  test("checks a step off only once Zoho has confirmed it", async () => {
    const ticked = (): number => document.querySelectorAll(".num.done").length
    show({ initial: { ...EMPTY_FORM, clientId: "1000.ABCDEFGHIJKL" } })
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(ticked()).toBe(0)
    render(null, document.body)
    const onCheck = (): Promise<{ ok: true; value: boolean }> => Promise.resolve({ ok: true, value: true })
    show({ initial: { ...EMPTY_FORM, clientId: "1000.ABCDEFGHIJKL" }, onCheck })
    await vi.waitFor(() => expect(ticked()).toBe(3))
  })

  test("warns about a value that does not look like a client ID, but does not block it", () => {
    show()
    type("Client ID", "abcdef")
    expect(byRole("textbox", "Client ID").getAttribute("aria-invalid")).toBe("true")
    expect(connectButton().disabled).toBe(false)
  })

  test("offers not to keep the client secret, and says what that means", () => {
    const props = show({ initial: { ...EMPTY_FORM, kind: "server-based" } })
    const box = byRole("checkbox", "Keep the client secret") as HTMLInputElement
    expect(box.checked).toBe(true)
    void act(() => box.click())
    expect(document.body.textContent).toContain("Tagsweep asks for it again about every hour")
    type("Client ID", "1000.ABCDEFGHIJKL")
    type("Client secret", "s3cret")
    void act(() => connectButton().click())
    const form = { ...EMPTY_FORM, kind: "server-based", clientId: "1000.ABCDEFGHIJKL" } as const
    const filled = { ...form, clientSecret: "s3cret", keepSecret: false }
    expect(props.onConnect).toHaveBeenCalledExactlyOnceWith(filled)
    expect(requestOf(filled)).toMatchObject({ clientSecret: "s3cret", keepSecret: false })
    // Already expanded, since another kind is chosen.
    choose("Client-based (no secret)")
    expect(allByRole("checkbox").map(({ name }) => name)).not.toContain("Keep the client secret")
  })

  test("asks for a client secret that is not kept, and for a code if that is needed", () => {
    const account = { id: "a1", org: acme, kind: "self-client", user: null, permitted: true } as const
    const out = { ...account, signedIn: false, features: [], codeScope: null, needsSecret: true }
    const props = show({ accounts: [out] })
    const signIn = (): HTMLButtonElement => byRole("button", "Sign in to Zoho") as HTMLButtonElement
    expect(signIn().disabled).toBe(true)
    type("Client secret", " s3cret ")
    void act(() => signIn().click())
    expect(props.onReconnect).toHaveBeenCalledWith("a1", { clientSecret: "s3cret" })
    expect((byRole("textbox", "Client secret") as HTMLInputElement).value).toBe("")

    const again = show({ accounts: [{ ...out, codeScope: "ZohoCRM.org.READ" }] })
    type("Client secret", "s3cret")
    expect(signIn().disabled).toBe(true)
    type("Grant code", "1000.code")
    void act(() => signIn().click())
    expect(again.onReconnect).toHaveBeenCalledWith("a1", { grantCode: "1000.code", clientSecret: "s3cret" })
  })

  test("shows what went wrong, what was not changed and what to do", () => {
    show({ problem: badRedirect })
    const [alert] = allByRole("alert")
    expect(alert?.element.textContent).toContain(badRedirect.happened)
    expect(alert?.element.textContent).toContain(badRedirect.unchanged)
    expect(alert?.element.textContent).toContain(badRedirect.remedy)
  })

  test("shows whether and to what it is connected", () => {
    show()
    expect(byRole("status", "Not connected").textContent).toBe("Not connected")
    const account = {
      id: "a1",
      org: acme,
      kind: "client-based",
      user: "Jane",
      signedIn: true,
      permitted: true,
      features: [],
      codeScope: null,
      needsSecret: false,
    } as const
    const out = { ...account, id: "a2", org: sandbox, signedIn: false }
    const props = show({ accounts: [account, out] })
    expect(byRole("status", "Connected to Acme GmbH").textContent).toBe("Connected to Acme GmbH")
    byRole("button", "Sign in to Zoho").click()
    expect(props.onReconnect).toHaveBeenCalledWith("a2")
    allByRole("button")
      .find(({ name }) => name === "Disconnect")
      ?.element.click()
    expect(props.onDisconnect).toHaveBeenCalledWith("a1")
  })

  test("asks before it disconnects, naming the org and the jobs that it stops", async () => {
    const account = { id: "a1", org: acme, kind: "client-based", user: null, codeScope: null } as const
    const view = { ...account, signedIn: true, permitted: true, features: [], needsSecret: false }
    const props = show({
      accounts: [view],
      disconnecting: { account: view, stops: ["Deals: 300 tags", "Restore in Leads: 4 tags"] },
    })
    const dialog = byRole("alertdialog", "Disconnect Acme GmbH?")
    expect(allByRole("list", dialog).map(({ name }) => name)).toEqual(["Jobs that this stops:"])
    expect(allByRole("listitem", dialog).map(({ element }) => element.textContent)).toEqual([
      "Deals: 300 tags",
      "Restore in Leads: 4 tags",
    ])
    byRole("button", "Cancel", dialog).click()
    expect(props.onDisconnectAnswer).toHaveBeenLastCalledWith(null)
    const answer = byRole("button", "Disconnect", dialog) as HTMLButtonElement
    await vi.waitFor(() => expect(answer.disabled).toBe(false))
    answer.click()
    expect(props.onDisconnectAnswer).toHaveBeenLastCalledWith(view)
  })

  test("shows what became of a disconnected org", () => {
    show({ accountNote: "Acme GmbH is disconnected." })
    expect(allByRole("status").map(({ element }) => element.textContent)).toContain(
      "Acme GmbH is disconnected.",
    )
  })

  test("requests the hosts of an org without host permission", () => {
    const request = vi.fn(() => Promise.resolve(true))
    const host = globalThis as { chrome?: object }
    vi.stubGlobal("chrome", { ...host.chrome, permissions: { request } })
    const account = { id: "a1", org: acme, kind: "client-based", user: null } as const
    show({
      accounts: [
        { ...account, signedIn: true, permitted: false, features: [], codeScope: null, needsSecret: false },
      ],
    })
    byRole("button", "Allow access").click()
    expect(request).toHaveBeenCalledWith({
      origins: ["https://www.zohoapis.eu/*", "https://accounts.zoho.eu/*", "https://crm.zoho.eu/crm/*"],
    })
    vi.unstubAllGlobals()
  })
})
