/** The thirteen colours a tag may have; null is allowed as well. */
export const colours: readonly string[] = [
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
