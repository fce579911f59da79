import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Notice } from "@/components/show/notice";
import { WithoutNotice } from "@/app/staff/hearings/heard-fields";
import { askAddress } from "@/app/staff/access/ask-address";
import type { StopAhead } from "@/lib/enforcement/queries";
import { effectWords, isForGood, type StopEffect } from "@/lib/enforcement/words";
import { formKey } from "@/lib/forms/form-key";
import type { StopScope } from "@/lib/permits/standing";
import { order, withdraw } from "../actions";

/** Why, and the deed: on exactly what was computed beside it. */
export function OrderForm({ scope, effect, ahead, title, ratifyHours }: { scope: StopScope; effect: StopEffect; ahead: StopAhead; title: string; ratifyHours: number }) {
  const words = effectWords[effect];
  const devices = ahead.reach.devices === 1 ? "1 device" : `${ahead.reach.devices.toLocaleString("en-GB")} devices`;
  if (ahead.reach.devices === 0) return <Notice>Nothing that may operate lies under this, so there is nothing to decide.</Notice>;
  if (!ahead.may.may) return <Blocked why={ahead.may.why} ask={askAddress(ahead.may, "/staff/stops/new")}>{words.button(devices)}</Blocked>;
  return (
    <Form act={isForGood(effect) ? withdraw : order} title={title} hidden={{ ...formKey(), ...(scope as Record<string, string>), effect, seen: ahead.reach.seen }}>
      {isForGood(effect) ? (
        <Choices name="confirm" kind="checkbox" legend="Are you sure?" options={[{ value: "yes", label: effect === "void" ? "It counts as never allowed" : "I withdraw it for good" }]} />
      ) : (
        <>
          <Choices
            name="emergency"
            kind="radio"
            legend="Is it an emergency?"
            options={[
              { value: "no", label: "No", hint: "It stands until somebody lifts it." },
              { value: "yes", label: "Yes, at once and by me alone", hint: `Another officer has to ratify it within ${ratifyHours} hours. Otherwise it lapses, and what it stopped comes back.` },
            ]}
          />
          <DateField name="until" legend="When do you look at it again?" hint="It does not end by itself that day. For example 31 3 2027." />
        </>
      )}
      <WithoutNotice hint={isForGood(effect) ? "Notice is given on each permit. Why there was none stands in the public record." : "Notice is given on each permit. An emergency needs none. Why there was none stands in the public record."} />
      <TextArea name="reason" label="Why?" hint="Residents and the partners read this, under your name. Leave out the names of private persons. You cannot change it later." rows={5} />
      <Buttons>
        <Button kind="danger">{words.button(devices)}</Button>
        <a href="/staff/stops">Leave it as it is</a>
      </Buttons>
    </Form>
  );
}
