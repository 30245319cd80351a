/** Every endpoint of the REST API. */
import { coqlCredits, runQuery } from "./coql"
import { massDelete, massDeleteStatus } from "./mass-delete"
import { getModule, listModules } from "./modules"
import { getOrg } from "./org"
import { addTagsToRecords, recordTagCredits, removeTagsFromRecords } from "./record-tags"
import { scope, tagScope, type Route } from "./route"
import { searchRecords } from "./search"
import { createTags, updateTags } from "./tag-changes"
import { deleteOne, mergeTags, recordsCount } from "./tag-single"
import { listTags } from "./tags-list"
import { listUsers } from "./users"

const readModules = scope("ZohoCRM.settings.modules.READ")
const readRecords = recordScope("READ")
const writeRecords = recordScope("WRITE")

function recordScope(operation: "READ" | "WRITE"): Route["scopes"] {
  return (_state, [module = ""]) => [`ZohoCRM.modules.${module}.${operation}`]
}

export const routes: readonly Route[] = [
  { method: "GET", path: /^org$/, scopes: scope("ZohoCRM.org.READ"), handle: getOrg },
  { method: "GET", path: /^users$/, scopes: scope("ZohoCRM.users.READ"), handle: listUsers },
  { method: "GET", path: /^settings\/modules$/, scopes: readModules, handle: listModules },
  { method: "GET", path: /^settings\/modules\/([^/]+)$/, scopes: readModules, handle: getModule },
  { method: "GET", path: /^settings\/tags$/, scopes: tagScope("READ"), handle: listTags },
  { method: "POST", path: /^settings\/tags$/, scopes: tagScope("CREATE"), handle: createTags },
  { method: "PUT", path: /^settings\/tags(?:\/(\d+))?$/, scopes: tagScope("UPDATE"), handle: updateTags },
  { method: "DELETE", path: /^settings\/tags\/(\d+)$/, scopes: tagScope("DELETE"), handle: deleteOne },
  {
    method: "POST",
    path: /^settings\/tags\/(\d+)\/actions\/merge$/,
    scopes: tagScope("CREATE", true),
    handle: mergeTags,
  },
  {
    method: "GET",
    path: /^settings\/tags\/(\d+)\/actions\/records_count$/,
    scopes: tagScope("READ", true),
    handle: recordsCount,
  },
  {
    method: "POST",
    path: /^settings\/tags\/actions\/mass_delete$/,
    scopes: tagScope("DELETE"),
    since: 7,
    handle: massDelete,
  },
  {
    method: "GET",
    path: /^settings\/tags\/actions\/mass_delete$/,
    scopes: tagScope("READ"),
    since: 7,
    handle: massDeleteStatus,
  },
  {
    method: "POST",
    path: /^coql$/,
    scopes: scope("ZohoCRM.coql.READ"),
    credits: coqlCredits,
    handle: runQuery,
  },
  {
    method: "POST",
    path: /^(\w+)(?:\/(\d+))?\/actions\/add_tags$/,
    scopes: writeRecords,
    credits: recordTagCredits,
    handle: addTagsToRecords,
  },
  {
    method: "POST",
    path: /^(\w+)(?:\/(\d+))?\/actions\/remove_tags$/,
    scopes: writeRecords,
    credits: recordTagCredits,
    handle: removeTagsFromRecords,
  },
  { method: "GET", path: /^(\w+)\/search$/, scopes: readRecords, handle: searchRecords },
]
