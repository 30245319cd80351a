/** Relative luminance, roughly, of a computed colour; null when it is not opaque. */
function luminance(color: string): number | null {
  const [r = 0, g = 0, b = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number)
  if (!color.startsWith("rgb") || alpha < 1) return null
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255
}

/** The page's scheme by its ground: our boxes lie on it. Undefined when it paints none and the system decides. */
export function pageTheme(): "light" | "dark" | undefined {
  for (const element of [document.body, document.documentElement]) {
    const light = luminance(getComputedStyle(element).backgroundColor)
    if (light !== null) return light < 0.4 ? "dark" : "light"
  }
  return undefined
}
