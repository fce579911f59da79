const bars = [1, 2, 3, 4] as const;

/** The risk tier: four rising bars and the words. */
export function RiskTier({ tier }: { tier: 1 | 2 | 3 | 4 }) {
  return (
    <span className="nowrap">
      <span className="tier" aria-hidden="true">
        {bars.map((bar) => (
          <i key={bar} className={bar <= tier ? "on" : undefined} />
        ))}
      </span>
      Tier {tier}
    </span>
  );
}
