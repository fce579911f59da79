/** Breaks words into lines of at most `width` letters, three lines at most; the last one ends in an ellipsis where words are left. */
function lines(words: string, width: number): string[] {
  const result: string[] = [];
  for (const word of words.split(" ")) {
    const last = result.at(-1);
    if (last !== undefined && last.length + word.length < width) result[result.length - 1] = `${last} ${word}`;
    else result.push(word);
  }
  return result.length > 3 ? [...result.slice(0, 2), `${result[2]}…`] : result;
}

const spaceForOne = 92;

const english = {
  light: "Street light",
  plate: "Number plate",
  drawing: (plate: string, boxes: readonly { name: string; owner: string; here: boolean }[]) => `Drawing of pole ${plate}. From the top: lamp${boxes.map((box) => `; ${box.here ? "this one, " : ""}${box.name}, of ${box.owner}`).join("")}; number plate.`,
};

/** The pole in elevation with every box on it named; only the one in question is yellow. `boxes` from the top down; `plate` is its number. */
export function PoleDrawing({ boxes, plate, words = english }: { boxes: { name: string; owner: string; here: boolean }[]; plate: string; words?: typeof english }) {
  const first = 128;
  const plateAt = first + Math.max(boxes.length, 1) * spaceForOne + 10;
  const ground = plateAt + 62;
  return (
    <svg
      className="pole"
      viewBox={`0 0 380 ${ground + 38}`}
      role="img"
      aria-label={words.drawing(plate, boxes)}
    >
      <path className="m m--ground" d={`M0 ${ground}H380`} />
      <path d={`M70 ${ground}V60c0-18 8-26 26-26h20`} stroke="var(--color-ink)" strokeWidth="9" />
      <path d="M102 30h46v11h-46z" fill="var(--color-ink)" />
      <path d="M106 41h38l-6 7h-26z" fill="var(--color-lamp)" stroke="var(--color-ink)" />
      <path className="l" d="M152 36H172" />
      <text className="pt" x="180" y="42">
        {words.light}
      </text>
      {boxes.map((box, index) => {
        const middle = first + index * spaceForOne;
        const name = lines(box.name, 23);
        const owner = lines(box.owner, 25);
        const right = index % 2 === 1 || box.here;
        return (
          <g key={index}>
            <path className={box.here ? "m this" : "m"} d={right ? `M70 ${middle - 19}h28v38H70z` : `M54 ${middle - 24}h16v48H54z`} />
            {box.here && <path d={`M77 ${middle - 9}h14M77 ${middle - 1}h14M77 ${middle + 7}h14`} stroke="var(--color-on-lamp)" strokeWidth="2" />}
            <path className="l" d={`M${right ? 98 : 70} ${middle}H172`} />
            {name.map((part, row) => (
              <text key={part} className="pt" x="180" y={middle + 6 + row * 19}>
                {part}
              </text>
            ))}
            {owner.map((part, row) => (
              <text key={part} className="ps" x="180" y={middle + 6 + (name.length + row) * 19}>
                {part}
              </text>
            ))}
          </g>
        );
      })}
      <rect x="48" y={plateAt - 8} width="44" height="16" rx="2" fill="var(--color-plate)" />
      <path d={`M54 ${plateAt}h32`} stroke="var(--color-on-plate)" strokeWidth="4" />
      <path className="l" d={`M92 ${plateAt}H172`} />
      <text className="pt" x="180" y={plateAt + 6}>
        {words.plate}
      </text>
      <text className="ps" x="180" y={plateAt + 26}>
        {plate}
      </text>
    </svg>
  );
}
