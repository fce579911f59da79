import { Button } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Select } from "@/components/form/select";
import type { scopeParts } from "@/lib/enforcement/queries";

const any = { value: "", label: "Any" };

/** A scope put together from parts: all that is chosen must fit. */
export function BuiltScope({ parts, effect }: { parts: Awaited<ReturnType<typeof scopeParts>>; effect: string }) {
  return (
    <>
      <p className="note">Choose one or several. Only what fits all of them is reached, also what comes there later while the stop stands.</p>
      <FilterForm action="/staff/stops/new">
        <input type="hidden" name="effect" value={effect} />
        <Select name="zone" label="Area" options={[any, ...parts.zones.map(({ id, name }) => ({ value: id, label: name }))]} />
        <Select name="class" label="Kind of asset" options={[any, ...parts.assetClasses.map(([value, label]) => ({ value, label: label.charAt(0).toUpperCase() + label.slice(1) }))]} />
        <Select name="network" label="Network" options={[any, ...parts.networks.map(({ id, name }) => ({ value: id, label: name }))]} />
        <Select name="ofPartner" label="Partner" options={[any, ...parts.partners.map(({ id, name }) => ({ value: id, label: name }))]} />
        <Field name="make" label="Maker" width="medium" />
        <Field name="model" label="Model" width="medium" />
        <Button kind="plain">Show what lies under it</Button>
      </FilterForm>
    </>
  );
}
