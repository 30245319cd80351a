import type { JSX } from "preact"

/** Where the bar and its button appear: a tag page in few strokes. */
export function WhereItIs(): JSX.Element {
  return (
    <svg class="picture" viewBox="0 0 240 120" aria-hidden="true">
      <rect class="page" x="0.5" y="0.5" width="239" height="119" rx="8" />
      <path class="line" d="M0 20.5h240" />
      <circle class="mark" cx="12" cy="10.5" r="3" />
      <circle class="mark" cx="22" cy="10.5" r="3" />
      {[32, 50, 68].map((y, index) => (
        <g key={y}>
          <rect class={index === 1 ? "box" : "box on"} x="16" y={y} width="10" height="10" rx="2" />
          {index !== 1 && <path class="tick" d={`M18.5 ${y + 5.2}l1.8 1.8 3.2-3.8`} />}
          <rect class="mark" x="36" y={y + 2} width={[72, 96, 56][index]} height="6" rx="3" />
        </g>
      ))}
      <rect class="page strong" x="12.5" y="88.5" width="215" height="22" rx="5" />
      <rect class="mark" x="22" y="96.5" width="52" height="6" rx="3" />
      <rect class="red" x="160" y="92.5" width="62" height="14" rx="4" />
      <rect class="white" x="169" y="97.5" width="44" height="4" rx="2" />
    </svg>
  )
}
