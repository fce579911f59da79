"use client";

/** A fault: said in words, with the number under which the operational log knows it. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main id="main" tabIndex={-1}>
      <title>Something broke – Lamppost</title>
      <div className="wrap">
        <div className="head">
          <h1>Something broke on our side</h1>
          <p className="lead text">Nothing was changed. Reload the page; if it goes on, tell the permit desk{error.digest ? ` this number: ${error.digest}` : ""}.</p>
        </div>
        <p>
          <a href="/">Begin at the front door</a>
        </p>
      </div>
    </main>
  );
}
