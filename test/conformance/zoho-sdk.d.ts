/** The parts of Zoho's untyped SDK that the conformance tests use. */
declare module "@zohocrm/nodejs-sdk-7.0" {
  export interface Environment {
    getUrl(): string
  }
  export const USDataCenter: { PRODUCTION(): Environment; SANDBOX(): Environment; DEVELOPER(): Environment }
  export const EUDataCenter: typeof USDataCenter

  export interface Token {
    getAccessToken(): string
  }
  export class OAuthBuilder {
    clientId(id: string): this
    clientSecret(secret: string): this
    grantToken(code: string): this
    refreshToken(token: string): this
    accessToken(token: string): this
    findUser(find: boolean): this
    userSignature(signature: UserSignature): this
    build(): Token
  }
  export class UserSignature {
    constructor(name: string)
    getName(): string
  }
  export class FileStore {
    constructor(path: string)
    deleteTokens(): Promise<unknown>
  }
  interface Builder {
    environment(environment: Environment): this
    token(token: Token): this
    store(store: FileStore): this
    resourcePath(folder: string): this
    initialize(): Promise<void>
  }
  /** Its constructor returns a promise. */
  export const InitializeBuilder: new () => Promise<Builder>

  export class Param {
    private constructor()
    getName(): string
  }
  export class ParameterMap {
    add(param: Param, value: unknown): Promise<void>
  }
  export interface Choice {
    getValue(): string
  }
  export interface APIResponse {
    getStatusCode(): number
    getObject(): unknown
  }

  export class Exception {
    getCode(): Choice
    getStatus(): Choice
    getMessage(): Choice | string
    getDetails(): Map<string, unknown>
  }

  export namespace MassDeleteTags {
    class APIException extends Exception {}
    class SuccessResponse extends Exception {}
    class Tag {
      setId(id: bigint): void
    }
    class Module {
      setId(id: bigint): void
      setAPIName(name: string): void
    }
    class MassDelete {
      setModule(module: Module): void
      setTags(tags: Tag[]): void
    }
    class BodyWrapper {
      setMassDelete(list: MassDelete[]): void
    }
    class MassDeleteDetails {
      getJobId(): bigint
      getTotalCount(): number
      getFailedCount(): number
      getDeletedCount(): number
      getStatus(): Choice
    }
    class StatusResponseWrapper {
      getMassDelete(): unknown[]
    }
    class MassDeleteTagsOperations {
      massDeleteTags(body: BodyWrapper): Promise<APIResponse>
      getStatus(params?: ParameterMap): Promise<APIResponse>
    }
    const GetStatusParam: { readonly JOB_ID: Param }
  }

  export namespace Tags {
    class APIException extends Exception {}
    class SuccessResponse extends Exception {}
    class RecordSuccessResponse extends Exception {}
    class Tag {
      getId(): bigint
      setId(id: bigint): void
      getName(): string
      setName(name: string): void
      setColorCode(color: Choice): void
      getColorCode(): Choice | undefined
    }
    class ExistingTag {
      setName(name: string): void
    }
    class Info {
      getCount(): number
      getAllowedCount(): number
    }
    class ResponseWrapper {
      getTags(): Tag[]
      getInfo(): Info
    }
    class BodyWrapper {
      setTags(tags: Tag[]): void
    }
    class NewTagRequestWrapper {
      setTags(tags: Tag[]): void
      setIds(ids: bigint[]): void
    }
    class ExistingTagRequestWrapper {
      setTags(tags: ExistingTag[]): void
      setIds(ids: bigint[]): void
    }
    class ConflictWrapper {
      setConflictId(id: string): void
    }
    class MergeWrapper {
      setTags(tags: ConflictWrapper[]): void
    }
    class ActionWrapper {
      getTags(): unknown[]
    }
    class SuccessWrapper {
      getTags(): unknown[]
    }
    class AssociatedPlaces {
      getType(): string
      getResources(): string[]
    }
    class RecordActionWrapper {
      getData(): unknown[]
      getSuccessCount(): string
      getLockedCount(): string
    }
    class CountResponseWrapper {
      getCount(): string
    }
    class TagsOperations {
      getTags(params?: ParameterMap): Promise<APIResponse>
      createTags(body: BodyWrapper, params: ParameterMap): Promise<APIResponse>
      updateTags(body: BodyWrapper, params: ParameterMap): Promise<APIResponse>
      updateTag(id: bigint, body: BodyWrapper, params: ParameterMap): Promise<APIResponse>
      deleteTag(id: bigint): Promise<APIResponse>
      mergeTags(id: bigint, body: MergeWrapper): Promise<APIResponse>
      getRecordCountForTag(id: bigint, params: ParameterMap): Promise<APIResponse>
      addTagsToMultipleRecords(module: string, body: NewTagRequestWrapper): Promise<APIResponse>
      removeTagsFromMultipleRecords(module: string, body: ExistingTagRequestWrapper): Promise<APIResponse>
    }
    const GetTagsParam: { readonly MODULE: Param }
    const CreateTagsParam: { readonly MODULE: Param }
    const UpdateTagsParam: { readonly MODULE: Param }
    const UpdateTagParam: { readonly MODULE: Param }
    const GetRecordCountForTagParam: { readonly MODULE: Param }
  }
}
