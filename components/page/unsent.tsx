/** The lamp over a draft, on every page of it until it is sent. */
export function Unsent() {
  return (
    <div className="unsent" role="status">
      <b>Not sent yet</b>
      <span>The city cannot see this application until you send it.</span>
    </div>
  );
}
