/** The outlines of the houses behind the street. */
const houses =
  "M-30 262V171.9L5 145.9L40 171.9V262M40 262V167.1H112.5V262M90.8 167.1v-14h10v14M112.5 " +
  "262V107.2h19.5v-12h15.6v-12h7.8v12h15.6v12h19.5V262M190.4 262V135.2l10 -18h78l10 18V262M288.4 262V127.7L342.6 " +
  "101.7L396.9 127.7V262M418.9 262V91H532.9V262M498.7 91v-14h10v14M532.9 " +
  "262V130.6h29.7v-12h23.7v-12h11.9v12h23.7v12h29.7V262M651.6 262V133.7l10 -18h117.9l10 18V262M789.5 262V165.5L845.7 " +
  "139.5L901.9 165.5V262M901.9 262V142.8H1006V262M974.8 142.8v-14h10v14M1006 " +
  "262V146.6h28.3v-12h22.7v-12h11.3v12h22.7v12h28.3V262M1119.3 262V132.5l10 -18h114.2l10 18V262M1253.5 262V145.2L1309.3 " +
  "119.2L1365.1 145.2V262M1365.1 262V112H1480.8V262M1446.1 112v-14h10v14M1502.8 " +
  "262V170.7h25.8v-12h20.6v-12h10.3v12h20.6v12h25.8V262M1605.9 262V121l10 -18h116.5l10 18V262";

/** The upper left corners of the windows, dark and lit. */
const windows =
  "-18,185.9 18,185.9 52,181.1 90.5,181.1 52,211.1 90.5,211.1 124.5,121.2 168.4,121.2 124.5,151.2 168.4,151.2 124.5,181.2 " +
  "168.4,181.2 124.5,211.2 168.4,211.2 202.4,179.2 266.4,179.2 202.4,209.2 300.4,141.7 325.2,141.7 350,141.7 374.9,141.7 " +
  "300.4,171.7 325.2,171.7 350,171.7 374.9,171.7 300.4,201.7 325.2,201.7 350,201.7 374.9,201.7 430.9,105 457.5,105 " +
  "484.2,105 510.9,105 430.9,135 457.5,135 484.2,135 510.9,135 430.9,165 457.5,165 484.2,165 510.9,165 430.9,195 457.5,195 " +
  "544.9,144.6 573.2,144.6 629.6,144.6 544.9,174.6 573.2,174.6 629.6,174.6 544.9,204.6 601.4,204.6 629.6,204.6 663.6,147.7 " +
  "689.6,147.7 715.6,147.7 741.6,147.7 767.5,147.7 715.6,177.7 741.6,177.7 767.5,177.7 663.6,207.7 689.6,207.7 715.6,207.7 " +
  "741.6,207.7 767.5,207.7 801.5,179.5 853.8,179.5 879.9,179.5 801.5,209.5 827.7,209.5 853.8,209.5 879.9,209.5 913.9,156.8 " +
  "937.3,156.8 960.7,156.8 984,156.8 913.9,186.8 960.7,186.8 1018,160.6 1044.4,160.6 1070.9,160.6 1097.3,160.6 1018,190.6 " +
  "1044.4,190.6 1070.9,190.6 1097.3,190.6 1131.3,146.5 1156.4,146.5 1181.4,146.5 1206.5,146.5 1231.5,146.5 1131.3,176.5 " +
  "1156.4,176.5 1181.4,176.5 1206.5,176.5 1231.5,176.5 1131.3,206.5 1156.4,206.5 1181.4,206.5 1206.5,206.5 1265.5,159.2 " +
  "1291.4,159.2 1317.3,159.2 1343.1,159.2 1265.5,189.2 1291.4,189.2 1317.3,189.2 1343.1,189.2 1377.1,126 1404.4,126 " +
  "1431.6,126 1458.8,126 1404.4,156 1458.8,156 1377.1,186 1404.4,186 1431.6,186 1514.8,184.7 1549.3,184.7 1583.9,184.7 " +
  "1617.9,135 1643.5,135 1669.1,135 1694.8,135 1720.4,135 1617.9,165 1643.5,165 1669.1,165 1694.8,165 1720.4,165 1617.9,195 " +
  "1669.1,195 1694.8,195";
const litWindows =
  "202.4,149.2 234.4,149.2 266.4,149.2 234.4,179.2 234.4,209.2 266.4,209.2 484.2,195 510.9,195 601.4,144.6 601.4,174.6 " +
  "573.2,204.6 663.6,177.7 689.6,177.7 827.7,179.5 937.3,186.8 984,186.8 1231.5,206.5 1377.1,156 1431.6,156 1458.8,186 " +
  "1643.5,195 1720.4,195";

const panes = (corners: string) => corners.split(" ").map((corner) => `M${corner.replace(",", " ")}h10v15h-10z`).join("");
const hatches = Array.from({ length: 140 }, (_, index) => `M${index * 12} 274l8 -9`).join("");

/** The posts: where they stand, which way they lean, and how high their box hangs, if they carry one. */
const posts: { x: number; lean: 1 | -1; box?: number }[] = [
  { x: 250, lean: 1 },
  { x: 620, lean: 1, box: 128 },
  { x: 980, lean: -1 },
  { x: 1350, lean: 1, box: 150 },
];

/** The number plates: where each stands, and the thing to which its line points. */
const plates: { code: string; at: [number, number]; points: [number, number] }[] = [
  { code: "HQ 0412", at: [521, 99], points: [612, 140] },
  { code: "TC 0093", at: [373, 163], points: [396, 212] },
  { code: "BS 0031", at: [891, 137], points: [872, 206] },
  { code: "KI 0018", at: [1221, 129], points: [1202, 186] },
  { code: "HQ 0427", at: [1385, 115], points: [1357, 160] },
  { code: "DU 1180", at: [731, 279], points: [708, 314] },
];

/** The street in elevation, with what hangs on it and what lies under it. Decoration: hidden from those who listen. */
export function Street() {
  return (
    <svg className="elevation" viewBox="120 20 1440 330" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="cone" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className="e-cone-top" />
          <stop offset="1" className="e-cone-foot" />
        </linearGradient>
      </defs>
      <path className="e-house" d={houses} />
      <path className="e-win" d={panes(windows)} />
      <path className="e-lit" d={panes(litWindows)} />
      <path className="e-earth" d="M0 262H1680V360H0z" />
      <path className="e-line e-line--earth" d="M0 262H1680" />
      <path className="e-hatch" d={hatches} />
      <path className="e-duct" d="M0 312H1680M0 322H1680" />
      {[278, 678, 1078, 1478].map((x) => (
        <g key={x}>
          <path className="e-chamber" d={`M${x} 264h44v64h-44z`} />
          <circle className="e-pipe" cx={x + 14} cy="317" r="6" />
          <circle className="e-pipe" cx={x + 30} cy="317" r="6" />
        </g>
      ))}
      {([[480, 1], [1050, 0.9], [1460, 1.1]] as const).map(([x, size]) => (
        <g key={x} transform={`translate(${x} 262) scale(${size})`}>
          <path className="e-line" d="M0 0V-44M0 -24l10 -12M0 -30l-9 -10" />
          <path className="e-leaf" d="M-22 -48a20 20 0 0 1 6-34 22 22 0 0 1 38 4 18 18 0 0 1 0 34c-8 4-36 4-44-4z" />
        </g>
      ))}
      {posts.map((post) => (
        <g key={post.x} transform={`translate(${post.x} 0) scale(${post.lean} 1)`}>
          <path className="e-cone" d="M34 86 84 262H-6L26 86z" fill="url(#cone)" />
          <path className="e-iron" d="M0 262V82c0-12 7-18 18-18h10" />
          <path className="e-solid" d="M20 62h24v9H20zM-7 250H7v12H-7z" />
          <path className="e-bulb" d="M22 71h20l-3 9H25z" />
          {post.box !== undefined && <path className="e-box" d={`M-9 ${post.box}H9v24H-9z`} />}
        </g>
      ))}
      <path className="e-furn" d="M372 262v-52h36v52zM378 218h24M378 226h24M390 234v20" />
      <path className="e-furn" d="M770 262v-70h118v70M764 192h130v-8h-130zM782 240h66M788 240v22M842 240v22" />
      <path className="e-furn" d="M862 200h20v44h-20z" />
      <path className="e-furn" d="M1176 262v-84h34v84zM1181 184h24v40h-24z" />
      <g transform="translate(668 262)">
        <circle className="e-fig" cx="0" cy="-51" r="6.5" />
        <path className="e-fig2" d="M0 -44v24M0 -20l-6 20M0 -20l7 20M0 -40l-12 8-4 -10M0 -40l9 14" />
      </g>
      <path className="e-fig2" transform="translate(694 262)" d="M0 -12h18l4 -7M3 -12v12M15 -12v12M0 -12l-5 -6" />
      <path className="e-lead e-lead--dog" d="M664 206L634 150" />
      {plates.map(({ code, at: [x, y], points: [toX, toY] }) => (
        <g key={code}>
          <path className="e-lead" d={`M${x + 39} ${y + 25}L${toX} ${toY}`} />
          <circle className="e-dot" cx={toX} cy={toY} r="3" />
          <g transform={`translate(${x} ${y})`}>
            <rect className="e-plate" width="78" height="26" rx="4" />
            <rect className="e-key" x="2.5" y="2.5" width="73" height="21" rx="2.5" />
            <text className="e-num" x="39" y="18.5">
              {code}
            </text>
          </g>
        </g>
      ))}
    </svg>
  );
}
