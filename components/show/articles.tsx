/** The articles of a text that is signed, each with where it comes from. */
export function Articles({ articles }: { articles: readonly { heading: string; words: string; from: string }[] }) {
  return (
    <ol className="articles">
      {articles.map(({ heading, words, from }) => (
        <li key={heading}>
          <h3>{heading}</h3>
          <p>{words}</p>
          <p className="hint">{from}</p>
        </li>
      ))}
    </ol>
  );
}
