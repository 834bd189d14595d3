/** The look of the summary page, light or dark as the reader's system is. */
export const summaryStyle = `
:root { color-scheme: light dark; --fg: #1f2328; --muted: #59636e; --bg: #f6f8fa; --card: #fff; --line: #d1d9e0;
  --code: #818b981f; --link: #0969da; --good: #1a7f37; --bad: #cf222e; --warn: #9a6700; --off: #818b98; }
@media (prefers-color-scheme: dark) { :root { --fg: #f0f6fc; --muted: #9198a1; --bg: #010409; --card: #0d1117;
  --line: #3d444d; --code: #656c7633; --link: #4493f8; --good: #3fb950; --bad: #f85149; --warn: #d29922; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
header, main { max-width: 1012px; margin: 0 auto; padding: 16px; }
header { padding-bottom: 0; }
h1 { font-size: 24px; font-weight: 600; margin: 8px 0 0; }
h2 { font-size: 16px; font-weight: 600; margin: 0 0 12px; }
p { margin: 0 0 12px; }
a { color: var(--link); }
.muted, header p { color: var(--muted); font-weight: 400; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 16px; margin: 0 0 16px; }
.badge { display: inline-grid; place-items: center; width: 20px; height: 20px; border-radius: 50%; color: #fff;
  font: 700 12px/1 sans-serif; background: var(--off); flex: none; vertical-align: 2px; }
.badge.success { background: var(--good); } .badge.failure { background: var(--bad); }
.jobs, .annotations { list-style: none; margin: 0; padding: 0; }
.jobs li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; padding: 6px 0; border-top: 1px solid var(--line); }
.jobs li:first-child { border-top: 0; }
.name { flex: 1; min-width: 12em; }
.environment { border: 1px solid var(--line); border-radius: 2em; padding: 0 10px; font-size: 12px; }
.annotations li { border-left: 3px solid var(--link); padding: 2px 0 2px 12px; margin: 8px 0; }
.annotations .error { border-color: var(--bad); } .annotations .warning { border-color: var(--warn); }
.message { white-space: pre-wrap; overflow-wrap: anywhere; }
.markdown { overflow-wrap: break-word; overflow-x: auto; }
.markdown > :last-child { margin-bottom: 0; }
.markdown h1, .markdown h2 { font-size: 20px; padding-bottom: 6px; border-bottom: 1px solid var(--line); }
.markdown h3, .markdown h4 { font-size: 16px; margin: 16px 0 8px; }
.markdown ul, .markdown ol { padding-left: 2em; margin: 0 0 12px; }
.markdown table { border-collapse: collapse; display: block; max-width: 100%; overflow-x: auto; margin: 0 0 12px; }
.markdown th, .markdown td { border: 1px solid var(--line); padding: 6px 13px; }
.markdown th:not([align]) { text-align: left; }
.markdown > :first-child { margin-top: 0; }
.markdown tr:nth-child(2n) td { background: var(--code); }
.markdown code { background: var(--code); border-radius: 6px; padding: .2em .4em; font: 85%/1.45 ui-monospace, SFMono-Regular, Menlo, monospace; }
.markdown pre { background: var(--code); border-radius: 6px; padding: 16px; overflow-x: auto; margin: 0 0 12px; }
.markdown pre code { background: none; padding: 0; }
.markdown blockquote { margin: 0 0 12px; padding: 0 1em; border-left: .25em solid var(--line); color: var(--muted); }
.markdown blockquote[class] { color: inherit; border-color: var(--link); padding: 4px 1em; }
.markdown .alert-tip { border-color: var(--good) !important; } .markdown .alert-warning { border-color: var(--warn) !important; }
.markdown .alert-caution { border-color: var(--bad) !important; }
.markdown details { margin: 0 0 12px; } .markdown summary { cursor: pointer; }
.markdown img { max-width: 100%; }
.gantt { border: 1px solid var(--line); border-radius: 6px; padding: 12px; margin: 0 0 12px; font-size: 12px; }
.task { display: grid; grid-template-columns: 7em 1fr 7em; gap: 8px; align-items: center; }
.bar { height: 14px; min-width: 2px; border-radius: 3px; background: var(--link); } .bar.done { background: var(--off); }
.bar.crit { background: var(--bad); } .bar.active { background: var(--warn); }
`;
