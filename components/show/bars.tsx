/** How many of each, as bars: beside a table that says the same in figures, so it is left out for those who listen. */
export function Bars({ rows, labels = 92, number = (count) => count.toLocaleString("en-GB") }: { rows: { label: string; count: number }[]; /** how wide the labels are */ labels?: number; number?: (count: number) => string }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const line = 26;
  const width = 228 + labels;
  return (
    <svg className="bars" viewBox={`0 0 ${width} ${rows.length * line}`} width={width} height={rows.length * line} aria-hidden="true">
      {rows.map(({ label, count }, index) => (
        <g key={label} transform={`translate(0 ${index * line})`}>
          <text x={labels} y="17" textAnchor="end">
            {label}
          </text>
          <rect x={labels + 8} y="5" height="16" width={Math.max(count === 0 ? 0 : 2, (count / most) * 180)} />
          <text x={labels + 16 + (count / most) * 180} y="17">
            {number(count)}
          </text>
        </g>
      ))}
    </svg>
  );
}
