import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { TextArea } from "@/components/form/text-area";
import { planPoints } from "@/lib/applications/schema";
import { planWords } from "@/lib/applications/words";
import { security } from "../actions";
import { load } from "../load";
import { asTyped, SectionPage } from "../section-page";

export default async function Security({ params }: PageProps<"/partner/applications/[reference]/security">) {
  const loaded = await load(params);
  const answers = asTyped(loaded.application.draft.security);
  const chosen = (name: string) => (typeof answers[name] === "string" ? { value: answers[name] } : {});
  return (
    <SectionPage loaded={loaded} section="security" act={security} lead={<p>A device in the street is within everybody’s reach, and its network leads to others. Short answers will do. Only officers who may read security answers see them; residents do not.</p>} initial={answers}>
      <TextArea name="updates" label="How do the devices get updates?" hint="From whom, over which way, and how soon after a flaw is known. We ask because a flaw that stays open is found by somebody else." rows={3} />
      <Field name="watches" label="Who watches for break-ins?" hint="A team, a service or a person. We ask because a device nobody watches can be taken over unseen." />
      <Field name="reacts" label="How fast do they react?" hint="By day and by night. For example: within an hour, at any time." width="medium" />
      <Choices
        name="passwords"
        kind="radio"
        legend="Are the passwords the devices came with changed?"
        hint="We ask because the maker’s passwords are known to anyone who looks for them."
        {...chosen("passwords")}
        options={[
          { value: "changed", label: "Yes, all of them", hint: "Each device has a password or key of its own." },
          { value: "none", label: "They came without any", hint: "Each device gets its key when it is set up." },
          { value: "some_left", label: "Not all of them" },
        ]}
      />
      <Choices
        name="ports"
        kind="radio"
        legend="Is every port that is not needed closed?"
        hint="Sockets such as USB, storage cards that can be pulled out, and services on the network. We ask because each is a way in for whoever stands beside the device."
        {...chosen("ports")}
        options={[
          { value: "closed", label: "Yes, all of them" },
          { value: "some_open", label: "Not all of them" },
        ]}
      />
      <TextArea name="exceptions" label="If not all: which stay, and what protects them?" rows={3} optional />
      <h2>The security plan</h2>
      <p className="note">Asked of <a href="/risk">tiers 3 and 4</a>. In the others you may leave it out.</p>
      {planPoints.map((point) => (
        <TextArea key={point} name={point} label={planWords[point].asks} hint={planWords[point].hint} rows={2} optional />
      ))}
    </SectionPage>
  );
}
