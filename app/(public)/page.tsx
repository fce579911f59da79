import { Icon } from "@/components/show/icon";
import { Street } from "@/components/show/street";
import { Tag } from "@/components/show/tag";
import { decisionSentence, decisionStatus } from "@/app/(public)/decisions/words";
import { inForceToday, publicEntries } from "@/lib/registry/queries";

const kinds = [
  { to: "light_pole", label: "On a street-light pole", classes: ["light_pole"] },
  { to: "cabinet", label: "In or on a cabinet", classes: ["cabinet"] },
  { to: "shelter", label: "At a bus shelter", classes: ["shelter"] },
  { to: "rooftop", label: "On a public roof", classes: ["rooftop"] },
  { to: "duct", label: "Under the street", classes: ["duct"] },
] as const;

const count = (n: number) => (n === 1 ? "1 device" : `${n.toLocaleString("en-GB")} devices`);
const shortDay = (at: Date) => new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: process.env.LAMPPOST_TIME_ZONE ?? "Europe/London" }).format(at);
const time = (at: Date) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: process.env.LAMPPOST_TIME_ZONE ?? "Europe/London" }).format(at);

export default async function Home() {
  const [figures, decisions] = await Promise.all([inForceToday(), publicEntries({ take: 4 })]);
  return (
    <main id="main" tabIndex={-1}>
      <title>What is this box in my street? – Lamppost</title>
      <div className="front">
        <div className="wrap front-in">
          <h1>What is this box in my street?</h1>
          <p className="lead">Every sensor, camera and antenna on the city’s poles, cabinets and shelters is listed here: what it does, who answers for it, and who allowed it.</p>
          <form className="ask" role="search" action="/devices">
            <div>
              <label className="label" htmlFor="find">
                Street, partner, or the number on the plate
              </label>
              <input id="find" name="find" type="search" autoComplete="off" spellCheck={false} maxLength={100} />
            </div>
            <button className="button">Find it</button>
          </form>
          <div className="ways">
            <a href="/devices#map">
              <Icon name="map" />
              Open the map
            </a>
          </div>
        </div>
        <Street />
      </div>
      <div className="wrap">
        <h2 className="sr-only">Browse by what it hangs on</h2>
        <ul className="kinds">
          {kinds.map((kind) => (
            <li key={kind.to}>
              <a href={`/devices?on=${kind.to}`}>{kind.label}</a>
              <span className="num">{count(kind.classes.reduce((sum, each) => sum + (figures.byClass[each] ?? 0), 0))}</span>
            </li>
          ))}
        </ul>
        <div className="section cols">
          <section aria-labelledby="decided">
            <div className="section-head">
              <h2 id="decided">Decided lately</h2>
              <a href="/decisions">All decisions</a>
            </div>
            {decisions.length === 0 ? (
              <p>Nothing has been decided yet. The first decision will stand here, with its reason.</p>
            ) : (
              <ul className="decisions">
                {decisions.map((decision) => (
                  <li key={decision.id}>
                    <div className="soft num">
                      {shortDay(decision.at)} <br />
                      {time(decision.at)}
                    </div>
                    <div>
                      <h3>{decision.deviceCode ? <a href={`/devices/${decision.deviceCode}`}>{decision.title}</a> : decision.title}</h3>
                      <p className="note">{decisionSentence(decision)}</p>
                      <div className="row">
                        <Tag {...decisionStatus(decision)} />
                        <span className="note">Decided by {decision.officer}</span>
                      </div>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section aria-labelledby="force">
            <h2 id="force">In force today</h2>
            <dl className="summary note">
              <div>
                <dt>Devices</dt>
                <dd className="num">{figures.devices.toLocaleString("en-GB")}</dd>
              </div>
              <div>
                <dt>Can identify people</dt>
                <dd className="num">{figures.identifying.toLocaleString("en-GB")}</dd>
              </div>
              <div>
                <dt>Partners</dt>
                <dd className="num">{figures.partners.toLocaleString("en-GB")}</dd>
              </div>
            </dl>
            <p className="note">What has ended stays findable: it says so, and when.</p>
          </section>
        </div>
        <section className="section" aria-labelledby="how">
          <h2 id="how">How something gets onto a pole</h2>
          <ol className="route">
            <li>
              <h3>A partner applies</h3>
              <p>It says what it wants to hang, where, and what data it needs.</p>
            </li>
            <li>
              <h3>The city checks</h3>
              <p>The same rules for everyone. More risk means closer looks.</p>
            </li>
            <li>
              <h3>A named officer decides</h3>
              <p>With a reason that you can read, and conditions that bind.</p>
            </li>
            <li>
              <h3>The decision is recorded</h3>
              <p>It goes into a ledger that nobody can rewrite.</p>
            </li>
            <li>
              <h3>It can be stopped</h3>
              <p>Suspended or revoked, again by a named person, with a reason.</p>
            </li>
          </ol>
        </section>
        <section className="section doors" aria-label="For partners and for city staff">
          <div>
            <h2>For partners</h2>
            <p>Apply for a permit and see where your case stands. You can stop at any page and come back.</p>
            <div className="row">
              <a className="button" href="/partner">
                Apply or continue
              </a>
              <a href="/register">Register your organisation</a>
            </div>
          </div>
          <div>
            <h2>For city staff</h2>
            <p>Your queue, your cases, and what you may do today. You sign in as yourself; there are no shared accounts.</p>
            <div className="row">
              <a className="button button--plain" href="/staff">
                Sign in as staff
              </a>
            </div>
          </div>
        </section>
      </div>
    </main>
  );
}
