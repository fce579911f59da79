import { cast } from "@/prisma/cast";
import { becomeSomeone } from "./sign-in-here";

/** Everyone of the invented city one can be, by name. */
export function DemoCast({ to }: { to: string }) {
  return (
    <section className="stack" aria-labelledby="cast">
      <h2 id="cast" className="h3">
        Be someone in the demonstration city
      </h2>
      {(["staff", "partner"] as const).map((side) => (
        <form key={side} action={becomeSomeone} className="cast">
          <input type="hidden" name="to" value={to} />
          <h3 className="note soft">{side === "staff" ? "City staff" : "Partners"}</h3>
          <ul>
            {cast
              .filter((person) => person.side === side)
              .map((person) => (
                <li key={person.email}>
                  <button className="button button--link" name="person" value={person.email}>
                    {person.name}
                  </button>
                  <span className="note soft">{person.line}</span>
                </li>
              ))}
          </ul>
        </form>
      ))}
      <p className="or">
        <span>or, as in a real city</span>
      </p>
    </section>
  );
}
