import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Register } from "@/components/show/register";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { lettersWorded } from "@/lib/letters/queries";
import { holds } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";

/** The letters whose words the city can change. */
export default async function Letters() {
  const who = await signedIn("/staff/letters");
  if (!holds(who, "examine", "NoticeWording")) notFound();
  const letters = await lettersWorded(who);
  return (
    <Page title="Letters" lead={<p>What partners are told by mail when something is decided or due. Each can be said in the city’s own words; what a letter has to say, it says in any words.</p>}>
      <Register
        caption="Letters to partners"
        hideCaption
        columns={[{ head: "Sent when" }, { head: "Words in use" }, { head: "Since" }]}
        rows={letters.map(({ template, when, own }) => ({
          key: template,
          cells: [<a key="l" href={`/staff/letters/${template}`}>{when}</a>, own ? `The city’s own, version ${own.version}` : "Standard", own?.usedAt ? wordDay(dayOf(own.usedAt)) : "–"],
        }))}
      />
    </Page>
  );
}
