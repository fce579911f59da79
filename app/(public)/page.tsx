import { Icon } from "@/components/show/icon";
import { Street } from "@/components/show/street";
import { Tag } from "@/components/show/tag";
import { DecisionWords } from "@/app/(public)/decisions/decision-words";
import { decisionTag, officerWords } from "@/app/(public)/decisions/words";
import { KeepSeen } from "@/app/(public)/keep-seen";
import { NearMe } from "@/app/(public)/near-me";
import { languageNow } from "@/app/languages/language";
import { inForceToday, publicEntries } from "@/lib/registry/queries";

const kinds = ["light_pole", "cabinet", "shelter", "rooftop", "duct"] as const;

export default async function Home() {
  const [figures, decisions, { words, to, written }] = await Promise.all([inForceToday(), publicEntries({ take: 4 }), languageNow()]);
  const { home, formats } = words;
  return (
    <main id="main" tabIndex={-1}>
      <title>{words.pageTitle(home.title)}</title>
      <div className="front">
        <div className="wrap front-in">
          <h1>{home.title}</h1>
          <p className="lead">{home.lead}</p>
          <form className="ask" role="search" action={to("/devices")}>
            <div>
              <label className="label" htmlFor="find">
                {home.find}
              </label>
              <input id="find" name="find" type="search" autoComplete="off" spellCheck={false} maxLength={100} />
            </div>
            <button className="button">{home.findIt}</button>
          </form>
          <div className="ways">
            <a href={to("/devices#map")}>
              <Icon name="map" />
              {home.map}
            </a>
            <NearMe words={words} to={to} />
            <KeepSeen />
          </div>
        </div>
        <Street />
      </div>
      <div className="wrap">
        <h2 className="sr-only">{home.browse}</h2>
        <ul className="kinds">
          {kinds.map((kind) => (
            <li key={kind}>
              <a href={to(`/devices?on=${kind}`)}>{home.kinds[kind]}</a>
              <span className="num">{words.devices(figures.byClass[kind] ?? 0)}</span>
            </li>
          ))}
        </ul>
        <div className="section cols">
          <section aria-labelledby="decided">
            <div className="section-head">
              <h2 id="decided">{home.decidedLately}</h2>
              <a href={to("/decisions")}>{home.allDecisions}</a>
            </div>
            {decisions.length === 0 ? (
              <p>{home.nothingDecided}</p>
            ) : (
              <ul className="decisions">
                {decisions.map((decision) => (
                  <li key={decision.id}>
                    <div className="soft num">
                      {formats.shortDay(decision.at)} <br />
                      {formats.time(decision.at)}
                    </div>
                    <div>
                      <h3 {...written}>{decision.deviceCode ? <a href={to(`/devices/${decision.deviceCode}`)}>{decision.title}</a> : decision.title}</h3>
                      <p className="note"><DecisionWords decision={decision} words={words} written={written} /></p>
                      <div className="row">
                        <Tag {...decisionTag(decision, words)} />
                        <span className="note">{home.decidedBy(officerWords(decision, words))}</span>
                      </div>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section aria-labelledby="force">
            <h2 id="force">{home.inForce}</h2>
            <dl className="summary note">
              <div>
                <dt>{home.devices}</dt>
                <dd className="num">{formats.number(figures.devices)}</dd>
              </div>
              <div>
                <dt>{home.identifying}</dt>
                <dd className="num">{formats.number(figures.identifying)}</dd>
              </div>
              <div>
                <dt>{home.partners}</dt>
                <dd className="num">{formats.number(figures.partners)}</dd>
              </div>
            </dl>
            <p className="note">
              {home.ended} <a href={to("/numbers")}>{home.numbers}</a>
            </p>
          </section>
        </div>
        <section className="section" aria-labelledby="how">
          <h2 id="how">{home.how}</h2>
          <ol className="route">
            {home.steps.map(([head, step]) => (
              <li key={head}>
                <h3>{head}</h3>
                <p>{step}</p>
              </li>
            ))}
          </ol>
        </section>
        <section className="section doors" aria-label={home.doors}>
          <div>
            <h2>{home.forPartners}</h2>
            <p>{home.partnersLead}</p>
            <div className="row">
              <a className="button" href="/partner">
                {home.apply}
              </a>
              <a href="/register">{home.registerOrganisation}</a>
            </div>
          </div>
          <div>
            <h2>{home.forStaff}</h2>
            <p>{home.staffLead}</p>
            <div className="row">
              <a className="button button--plain" href="/staff">
                {home.staffSignIn}
              </a>
            </div>
          </div>
        </section>
      </div>
    </main>
  );
}
