/** Replaces `webextension-polyfill` in the gallery: no browser APIs, and none is called. */
export default {}
