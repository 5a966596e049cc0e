// How the audit's page looks.
#pragma once

#include <string_view>

namespace dictum {

constexpr std::string_view kPageStyle = R"css(
:root { color-scheme: light dark; --ink: #1c2126; --dim: #5b6570; --paper: #fbfaf8; --card: #fff;
  --line: #dcd8d0; --accent: #1f5f8b; --error: #b3261e; --warning: #8f5a00; --note: #2f6d3a;
  --undecided: #6a4c93; --mark: #fff0b8; --gap: #f6d4d1; --hold: #d6e8f2; --many: #f3e2b7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e3dd; --dim: #a09a90; --paper: #17191c;
  --card: #1f2226; --line: #3a3e44; --accent: #7fbfe8; --error: #ff9d94; --warning: #f0be62;
  --note: #8fd19b; --undecided: #cdb3f2; --mark: #4d4316; --gap: #5a2a27; --hold: #21404f;
  --many: #55461c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
header, main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
a { color: var(--accent); } a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 1rem 0; list-style:
  none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .5rem 1rem; min-width: 6rem; } .tiles b { display: block; font-size: 1.6rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .75rem 1rem; margin: 0 0 .75rem; border-left-width: .35rem; }
.error { border-left-color: var(--error); } .warning { border-left-color: var(--warning); }
.note { border-left-color: var(--note); } .undecided { border-left-color: var(--undecided); }
.level { font-weight: 600; } .error > .where .level, .tiles .error b { color: var(--error); }
.warning > .where .level, .tiles .warning b { color: var(--warning); }
.note > .where .level { color: var(--note); } .undecided > .where .level { color:
  var(--undecided); }
.where, .dim, figcaption { color: var(--dim); font-size: .875rem; margin: 0; }
.card p { margin: .25rem 0; }
pre, code { font-family: ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
  font-size: .875rem; } pre { overflow-x: auto; margin: .5rem 0; }
.sides { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); }
.side { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; }
blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 3px solid var(--line); }
details { margin: .25rem 0; } details details { margin-left: 1.25rem; }
summary { cursor: pointer; min-height: 1.75rem; } ol.leafs, ul.plain { padding-left: 1.25rem; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: .875rem; } th, td { border: 1px solid var(--line);
  padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; } th {
  background: var(--card); }
td.one { background: var(--hold); } td.many { background: var(--many); }
td.gap { background: repeating-linear-gradient(45deg, var(--gap), var(--gap) 6px, transparent 6px,
  transparent 12px); } td.unsure { border-style: dashed; } td.none { color: var(--dim); }
.graphs { display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start; }
.graphs figure { margin: 0; border: 1px solid var(--line); border-radius: .5rem; padding: .5rem;
  background: var(--card); max-width: 100%; overflow-x: auto; } svg { display: block; }
svg text { font-size: 12px; fill: var(--ink); } svg .box { fill: var(--paper); stroke: var(--dim); }
svg .rule { fill: var(--hold); } svg .table { fill: var(--many); }
svg path { fill: none; stroke: var(--dim); stroke-opacity: .7; } svg .not { stroke: var(--error);
  stroke-dasharray: 5 3; } svg .over { stroke: var(--warning); stroke-dasharray: 2 3; }
svg .all { stroke-width: 2.5; } marker path { fill: var(--dim); stroke: none; }
.turn { padding: .5rem 0; border-top: 1px solid var(--line); } .turn p { white-space: pre-line; }
mark { background: var(--mark); color: inherit; } mark a { text-decoration: none; font-size: .75em;
  vertical-align: super; } :target { outline: 3px solid var(--accent); outline-offset: 3px; }
@media (max-width: 40rem) { header, main { padding: .75rem; } table { font-size: .8rem; } }
@media print { :root { color-scheme: light; --ink: #000; --dim: #444; --paper: #fff; --card: #fff;
    --line: #999; --accent: #000; --mark: #eee; } nav, .skip { display: none; }
  .card, .side, tr, .turn { break-inside: avoid; } .scroll, pre { overflow: visible; }
  pre { white-space: pre-wrap; } details::details-content { content-visibility: visible;
    display: block; } }
)css";

}  // namespace dictum
