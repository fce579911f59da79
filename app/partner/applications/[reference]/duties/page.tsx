import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Unsent } from "@/components/page/unsent";
import { dutyKinds, dutySeats, dutyWords, seatWords } from "@/lib/applications/duties";
import { ownDuties } from "@/lib/applications/queries";
import { isPartOpen } from "@/lib/applications/rules";
import { formKey } from "@/lib/forms/form-key";
import { answerForDuty, nameForDuty } from "../actions";
import { load } from "../load";

const what = { security_monitoring: "Looks whether anybody has got in, and reacts.", patching: "Sees to it that known flaws are put right in time.", on_site: "Goes to the pole when something hangs loose or has to come down.", breach_notice: "Tells the city within the time that the law gives." } as const;

export default async function Duties({ params }: PageProps<"/partner/applications/[reference]/duties">) {
  const { who, application, here, isWritable } = await load(params);
  if (!isWritable || !isPartOpen(application, "contact")) redirect(here);
  const { duties, members } = await ownDuties(who, application);
  return (
    <Page
      title="Who does what"
      width="text"
      crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: "Who does what" }]}
      lead={<p>As long as the devices hang there, somebody has to do these, and somebody stand in. It counts once they have accepted it themselves.</p>}
    >
      <Unsent />
      {dutyKinds.map((duty) => (
        <Section key={duty} title={dutyWords[duty]}>
          <p className="note">{what[duty]}</p>
          <ul className="files">
            {dutySeats.map((seat) => {
              const named = duties.find((each) => each.duty === duty && each.seat === seat);
              return (
                <li key={seat}>
                  <div>
                    <b>{seatWords[seat]}:</b> {named ? named.name : "nobody yet"}
                    {named && <p className="hint">{named.acceptedAt ? "Accepted" : "Has not answered yet"}</p>}
                  </div>
                  {named?.isOwn && (
                    <Form act={answerForDuty} title="Who does what" hidden={{ ...formKey(), dutyId: named.id }} of={`${duty}-${seat}`}>
                      <Buttons>
                        {!named.acceptedAt && (
                          <Button kind="plain" name="outcome" value="accepted">
                            I accept this<span className="sr-only">: {dutyWords[duty]}</span>
                          </Button>
                        )}
                        <Button kind="link" name="outcome" value="declined">
                          {named.acceptedAt ? "Not any more" : "I decline"}
                          <span className="sr-only">: {dutyWords[duty]}</span>
                        </Button>
                      </Buttons>
                    </Form>
                  )}
                </li>
              );
            })}
          </ul>
        </Section>
      ))}
      <Section title="Name somebody">
        <Form act={nameForDuty} title="Who does what" hidden={{ ...formKey(), applicationId: application.id }} of="name">
          <Select name="duty" label="For what?" options={dutyKinds.map((value) => ({ value, label: dutyWords[value] }))} />
          <Choices name="seat" kind="radio" small legend="As what?" options={dutySeats.map((value) => ({ value, label: seatWords[value] }))} />
          <Select name="personId" label="Whom?" hint="Whoever is a member of your organisation here. They are asked by mail." options={[{ value: "", label: "Choose a colleague" }, ...members.map(({ id, name }) => ({ value: id, label: id === who.person.id ? `${name} (you)` : name }))]} />
          <Buttons>
            <Button kind="plain">Name them</Button>
            <a href={here}>Done, go on</a>
          </Buttons>
        </Form>
      </Section>
    </Page>
  );
}
