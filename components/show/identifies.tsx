import { Sign } from "./sign";

const levels = {
  no: { sign: "nobody", words: "Does not identify people" },
  anonymous: { sign: "crowd", words: "Made anonymous at once" },
  yes: { sign: "face", words: "Can identify people" },
} as const;

/** What matters most to a passer-by: the small sign and its words. */
export function Identifies({ level }: { level: "no" | "anonymous" | "yes" }) {
  return (
    <span className="identifies">
      <Sign name={levels[level].sign} />
      {levels[level].words}
    </span>
  );
}
