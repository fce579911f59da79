import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Register } from "@/components/show/register";
import { sectionWords } from "@/lib/applications/words";
import { daysToDecide, riskTable } from "@/lib/applications/risk-table";
import { asked } from "@/lib/applications/tier-asks";

const tradeWords = { assets: "the owner of the assets", security: "security", privacy: "privacy", network: "networks" } as const;
const onlyWords = { identifies: " (where it sees people)", network: " (where it uses one of the city’s)" } as const;

/** The table by which each application is weighed, as the portal itself computes it. */
export default function Risk() {
  return (
    <Page title="How risk is weighed" width="text" lead={<p>Each application is weighed by this table when it is sent. The tier decides how carefully the city looks, and how long that may take.</p>}>
      <Section title="What counts">
        <Register caption="What counts for the risk tier" hideCaption columns={[{ head: "If" }, { head: "Then" }]} rows={riskTable.map(({ when, weighs }) => ({ key: when, cells: [when, weighs] }))} />
        <p className="note">The highest tier is 4. An officer may set a higher one with a reason; a lower one needs two officers. Whoever sets it does not decide the case.</p>
      </Section>
      <Section title="Who looks at it">
        <Register
          caption="What each tier asks for"
          hideCaption
          columns={[{ head: "Tier" }, { head: "Reviewed by" }, { head: "Evidence on file" }, { head: "Security plan" }, { head: "Recommended by others" }, { head: "Looked at again after" }]}
          rows={Object.entries(asked).map(([tier, { sections, evidence, plan, recommendations, reviewMonths }]) => ({
            key: tier,
            cells: [tier, sections.length === 0 ? "Nobody besides whoever decides" : sections.map(({ section, only }) => `${tradeWords[section]}${only ? onlyWords[only] : ""}`).join("; ").replace(/^./, (first) => first.toUpperCase()), evidence.length === 0 ? "Not needed" : evidence.map((section) => `“${sectionWords[section]}”`).join(", "), plan ? "Each point" : "Not needed", recommendations === 0 ? "Not needed" : recommendations === 1 ? "1 person" : `${recommendations} people`, `${reviewMonths} months`],
          }))}
        />
        <p className="note">Whoever reviews or recommends a case does not decide it. Where one of them objects, or asks for a change that was not made, whoever approves it all the same has to answer that in writing.</p>
      </Section>
      <Section title="How long the city takes">
        <Register
          caption="Working days until a decision, by tier"
          hideCaption
          columns={[{ head: "Tier" }, { head: "Working days", numeric: true }]}
          rows={Object.entries(daysToDecide).map(([tier, days]) => ({ key: tier, cells: [`Tier ${tier}`, days] }))}
        />
        <p className="note">Counted from the day after it is sent, without weekends and the city’s holidays. Days on which the partner owes an answer do not count.</p>
      </Section>
    </Page>
  );
}
