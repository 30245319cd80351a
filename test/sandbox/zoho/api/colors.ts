/** The colors that Zoho's own picker offers. */
export const pickerColors: readonly string[] = [
  "#F17574",
  "#F48435",
  "#E7A826",
  "#A8C026",
  "#63C57E",
  "#1DB9B4",
  "#57B1FD",
  "#879BFC",
  "#D297EE",
  "#FD87BD",
  "#969696",
  "#658BA8",
  "#B88562",
]

/**
 * Forty other colors: in the sample list of Zoho's OpenAPI files (tags, December 2025), nearly all are outside the
 * picker.
 */
export const otherColors: readonly string[] = Array.from(
  { length: 40 },
  (_, at) => `#${((at * 409_133 + 0xaa_fe_62) % 0x1_00_00_00).toString(16).padStart(6, "0").toUpperCase()}`,
)
