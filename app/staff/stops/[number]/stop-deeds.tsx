import type { ReactNode } from "react";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { askAddress } from "@/app/staff/access/ask-address";
import type { stopFile } from "@/lib/enforcement/queries";
import { isForGood } from "@/lib/enforcement/words";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";
import { decide, lift, ratify, setAside } from "../actions";

type File = NonNullable<Awaited<ReturnType<typeof stopFile>>>;

/** What can be done to a stop that stands: each with its reason, or with why not. */
export function StopDeeds({ stop }: { stop: File }) {
  const hidden = { ...formKey(stop), stopId: stop.id };
  const deed = (name: keyof File["may"], title: string, button: string, act: FormAct, children?: ReactNode) => {
    const may = stop.may[name];
    return (
      <section key={name} className="panel" aria-labelledby={name}>
        <h2 id={name}>{title}</h2>
        {may.may ? (
          <Form act={act} title={title} hidden={hidden} of={name}>
            {children}
            <TextArea name="reason" label="Why?" hint="Residents and the partners read this, under your name." rows={3} />
            <Buttons>
              <Button kind="plain">{button}</Button>
            </Buttons>
          </Form>
        ) : (
          <Blocked why={may.why} ask={askAddress(may, `/staff/stops/${stop.number}`)}>{button}</Blocked>
        )}
      </section>
    );
  };
  return (
    <>
      {stop.state === "unratified" && deed("ratify", "Was it right?", "Record this", ratify, <Choices name="outcome" kind="radio" small legend="I say that" options={[{ value: "ratified", label: "It was right: it stands until it is lifted" }, { value: "refused", label: "It was not: it is over now" }]} />)}
      {!isForGood(stop.effect) && deed("resume", "Lift it", "Lift this stop", lift, <p className="note">What it alone stopped may operate again at once.</p>)}
      {stop.state === "standing" && !stop.setAside && deed("set_aside", "Have it decided anew", "Set it aside", setAside, <p className="note">It stands meanwhile. Another officer decides it anew.</p>)}
      {stop.setAside && deed("decide", "Decide it anew", "Decide", decide, <Choices name="outcome" kind="radio" small legend="I decide that" options={[{ value: "upheld", label: "It is upheld: it stands" }, { value: "reversed", label: "It is reversed: what it alone stopped or withdrew is as before" }]} />)}
    </>
  );
}
