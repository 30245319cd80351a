import { render } from "preact"
import { useState } from "preact/hooks"
function App() { const [n] = useState(1); return <p>hi {n}</p> }
render(<App />, document.getElementById("__plasmo")!)
