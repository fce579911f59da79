import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { ledgerSize } from "@/lib/ledger/queries";

export default async function Ledger() {
  const { entries } = await ledgerSize();
  return (
    <Page title="The ledger" width="text" lead={<p>Everything the city decides here is written down in the same moment as it takes effect, with who decided it and why. It holds {entries.toLocaleString("en-GB")} entries.</p>}>
      <Section title="What it holds">
        <p>An entry for every act: an application sent, a permit granted, suspended or revoked, an organisation verified, a permission given to a person or ended. Each names what changed, from what to what, and the permission that allowed it.</p>
        <p>What the public may read of it is under <a href="/decisions">Decisions</a> and in the history of each device.</p>
      </Section>
      <Section title="Why it can be relied on">
        <ul>
          <li>An act and its entry are stored together or not at all.</li>
          <li>The database itself refuses to change a permit, an application or a permission without an entry.</li>
          <li>The database refuses to alter or remove an entry. The portal has no right to do so.</li>
          <li>An attempt that was not allowed is written down as well.</li>
        </ul>
      </Section>
      <Section title="What it does not hold in the open">
        <p>Names of private persons, addresses, and security answers. Officers act under their own names; there are no shared accounts.</p>
      </Section>
    </Page>
  );
}
