/** What `webextension-polyfill` is where stories are drawn: no browser's interfaces, of which none is called. */
export default {}
