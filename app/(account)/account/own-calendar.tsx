import { Button } from "@/components/form/button";
import { Form } from "@/components/form/form";
import { Section } from "@/components/page/section";
import { formKey } from "@/lib/forms/form-key";
import { end, start } from "./calendar";

/** The address of a member's dates, to be read by a calendar; made and ended here. */
export function OwnCalendar({ address, personId }: { address: string | null; personId: string }) {
  return (
    <Section title="Your dates in a calendar" id="calendar">
      {address ? (
        <>
          <p>
            Give this address to your calendar as one to subscribe to. Whoever has it can read your dates, so keep it to yourself; a new address ends this one: <a href={address}>{address}</a>
          </p>
          <Form act={start} title="Your dates" hidden={{ ...formKey(), personId }} of="calendar-anew">
            <Button kind="plain">Make a new address</Button>
          </Form>
          <Form act={end} title="Your dates" hidden={{ ...formKey(), personId }} of="calendar-end">
            <Button kind="link">End this address</Button>
          </Form>
        </>
      ) : (
        <>
          <p>When permits begin and end, what is to be shown, and by when the city waits for an answer: at an address that your calendar can read.</p>
          <Form act={start} title="Your dates" hidden={{ ...formKey(), personId }} of="calendar-start">
            <Button kind="plain">Make an address</Button>
          </Form>
        </>
      )}
    </Section>
  );
}
