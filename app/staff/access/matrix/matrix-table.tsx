import { capabilities, staffCapabilities, type Capability } from "@/lib/access/capabilities";
import type { MatrixRow } from "@/lib/people/queries";
import { limitsOf, untilWords } from "@/lib/people/words";
import { shortWords } from "../short-words";

/** People by permissions. Only what somebody holds has a column; it scrolls to the side, also by the arrow keys. */
export function MatrixTable({ people }: { people: MatrixRow[] }) {
  const held = staffCapabilities.filter((name) => people.some(({ grants }) => grants.some(({ capability }) => capability === name)));
  const nobodys = staffCapabilities.filter((name) => !held.includes(name));
  return (
    <>
      {/* A part that scrolls takes the focus, so that it can be scrolled without a mouse. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="matrix-scroll" role="region" aria-label="Permissions by person, scrolls to the side" tabIndex={0}>
        <table className="matrix">
          <caption className="sr-only">People, by name, and what each may do</caption>
          <thead>
            <tr>
              <th scope="col">Person</th>
              {held.map((name) => (
                <th key={name} scope="col">
                  <a href={`/staff/access/capabilities/${name}`}>{shortWords(name)}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <a href={`/staff/people/${person.id}`}>{person.name}</a>
                  <small>{person.line}</small>
                </th>
                {held.map((name) => (
                  <Cell key={name} person={person} name={name} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {nobodys.length > 0 && <p className="note soft">Nobody here holds: {nobodys.map(shortWords).join(", ")}.</p>}
    </>
  );
}

function Cell({ person, name }: { person: MatrixRow; name: Capability }) {
  const grants = person.grants.filter(({ capability }) => capability === name);
  if (grants.length === 0) return <td aria-label="no" />;
  return (
    <td className="held">
      <ul>
        {grants.map((grant) => (
          <li key={grant.id}>
            <a href={`/staff/people/${person.id}/grants/${grant.id}`}>{limitsOf(grant).map(({ name: limit }) => limit).join(", ") || (capabilities[name].scope.length > 0 ? "Everywhere" : "Held")}</a>
            {grant.validUntil && <small>until {untilWords(grant.validUntil)}</small>}
          </li>
        ))}
      </ul>
    </td>
  );
}
