import { getModule, listModules } from "./modules"
import { getOrg } from "./org"
import { scope, tagScope, type Route } from "./route"
import { listTags } from "./tags-list"

/** Every endpoint of the sandbox's REST API. */
export const routes: readonly Route[] = [
  { method: "GET", path: /^org$/, scopes: scope("ZohoCRM.org.READ"), handle: getOrg },
  {
    method: "GET",
    path: /^settings\/modules$/,
    scopes: scope("ZohoCRM.settings.modules.READ"),
    handle: listModules,
  },
  {
    method: "GET",
    path: /^settings\/modules\/([^/]+)$/,
    scopes: scope("ZohoCRM.settings.modules.READ"),
    handle: getModule,
  },
  { method: "GET", path: /^settings\/tags$/, scopes: tagScope("READ"), handle: listTags },
]
