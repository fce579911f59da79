import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Disclosure } from "@/components/show/disclosure";
import { Empty } from "@/components/show/empty";
import { Summary } from "@/components/show/summary";
import { policyOf } from "@/lib/access/policy";
import { wordInstant } from "@/lib/core/calendar";
import { holds, policyVersions } from "@/lib/people/queries";
import { policySentences } from "../policy-words";
import { asStaff } from "../as-staff";

export default async function AccessPolicy() {
  const who = await asStaff("/staff/access/policy");
  const versions = await policyVersions(who);
  const [current] = versions;
  const rowsOf = (content: unknown) => policySentences(policyOf(content)).map(({ about, says }) => ({ term: about, value: says.map((words) => <p key={words}>{words}</p>) }));
  return (
    <Page title="The rules of access" width="wide" crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Rules" }]} caption={current ? `Version ${current.number}, in force since ${wordInstant(current.effectiveAt)}` : "As the portal began; the city has published none of its own yet"} lead={<p>They hold for everyone, besides what each permission says for itself.</p>}>
      <Summary rows={rowsOf(current?.content)} />
      {holds(who, "publish", "AccessPolicy") && (
        <p>
          <ButtonLink kind="plain" to="/staff/access/policy/publish">
            Write a new version
          </ButtonLink>
        </p>
      )}
      <Section title="Versions">
        {versions.length === 0 ? (
          <Empty title="None yet">The rules above came with the portal. Each version that the city publishes stays here for ever.</Empty>
        ) : (
          <div className="stack">
            {versions.map((version) => (
              <Disclosure key={version.id} summary={`Version ${version.number}: ${wordInstant(version.effectiveAt)}, ${version.publishedBy?.name ?? "the portal"}. ${version.reason}`}>
                <Summary compact rows={rowsOf(version.content)} />
              </Disclosure>
            ))}
          </div>
        )}
      </Section>
    </Page>
  );
}
