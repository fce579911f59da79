import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { wordStoredDay } from "@/app/submission-facts";
import { modelsInCatalogue } from "@/lib/applications/queries";
import { isPartOpen } from "@/lib/applications/rules";
import { powerWords, radioWords, sectionWords } from "@/lib/applications/words";
import { load } from "../../load";

/** The models that the city has approved before, to pick one from. */
export default async function Catalogue({ params, searchParams }: PageProps<"/partner/applications/[reference]/devices/catalogue">) {
  const { who, application, here, isWritable } = await load(params);
  const back = `${here}/devices`;
  if (!isWritable || !isPartOpen(application, "devices")) redirect(here);
  const { find, after } = await searchParams;
  const words = typeof find === "string" ? find : "";
  const { models, more } = await modelsInCatalogue(who, { find: words, after: typeof after === "string" ? after : undefined });
  return (
    <Page title="Models in the catalogue" crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { to: back, label: sectionWords.devices }, { label: "Catalogue" }]} lead={<p>What the city approved before, for anybody. Pick one and its weight, size, power and radio are filled in.</p>}>
      <FilterForm action={`${back}/catalogue`}>
        <Field name="find" type="search" label="Make or model" value={words} width="medium" />
        <Button kind="plain">Find</Button>
      </FilterForm>
      {models.length === 0 ? (
        <Empty title={words ? "No model has these words" : "The catalogue is empty"}>
          <a href={`${back}#add`}>Write it yourself</a>; once the city approves it, it stands here for the next one.
        </Empty>
      ) : (
        <Register
          caption="Models that the city has approved"
          hideCaption
          columns={[{ head: "Make and model" }, { head: "Weight", numeric: true }, { head: "Size" }, { head: "Runs on" }, { head: "Sends by" }, { head: "Supported until" }, { head: "Use" }]}
          rows={models.map(({ key, make, model, sheet }) => ({
            key,
            cells: [
              `${make} ${model}`,
              `${sheet.kg} kg`,
              `${sheet.size} cm`,
              powerWords[sheet.power],
              sheet.radio.map((each) => radioWords[each]).join(", ") || "No radio",
              sheet.supportUntil ? wordStoredDay(sheet.supportUntil) : "Not said",
              <a key="u" href={`${back}?${new URLSearchParams({ make, model })}#add`}>
                Use it
                <span className="sr-only">
                  {" "}
                  {make} {model}
                </span>
              </a>,
            ],
          }))}
        />
      )}
      {more && (
        <p>
          <a href={`${back}/catalogue?${new URLSearchParams({ ...(words ? { find: words } : {}), after: more })}`}>More models</a>
        </p>
      )}
      <p>
        <a href={`${back}#add`}>Back to the devices</a>
      </p>
    </Page>
  );
}
