/** One peg for each task: filled, begun or empty. `words` say the same for those who listen. */
export function Pegs({ done, begun, of, words }: { done: number; begun: number; of: number; words: string }) {
  return (
    <div className="pegs" role="img" aria-label={words}>
      {Array.from({ length: of }, (_, index) => (
        <i key={index} className={index < done ? "on" : index < done + begun ? "part" : undefined} />
      ))}
    </div>
  );
}
