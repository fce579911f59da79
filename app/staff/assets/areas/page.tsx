import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { Upload } from "@/components/form/upload";
import { StreetMap } from "@/components/map/street-map";
import { fitted } from "@/components/map/projection";
import { Page } from "@/components/page/page";
import { Notice } from "@/components/show/notice";
import { baseOf, cityView } from "@/lib/assets/queries";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { areas } from "../actions";

export default async function Areas({ searchParams }: PageProps<"/staff/assets/areas">) {
  const who = await signedIn("/staff/assets/areas");
  if (!who.ability.rulesFor("manage_assets", "Zone").some((rule) => !rule.inverted)) notFound();
  const city = await cityView();
  const view = city && fitted(city, 480, 400);
  return (
    <Page title="Areas of the city" width="wide" crumbs={[{ to: "/staff/assets", label: "Assets" }, { label: "Areas" }]} aside={view ? <StreetMap title="The city as it is drawn" view={view} width={480} height={400} base={await baseOf(view)} points={[]} /> : <p className="note">Nothing is drawn yet.</p>}>
      {(await searchParams).drawn === "yes" && <Notice kind="granted" title="Drawn.">Every asset was asked again in which zone it stands.</Notice>}
      <Form act={areas} title="Areas of the city" hidden={formKey()} multipart>
        <Choices
          name="kind"
          kind="radio"
          legend="What does the file hold?"
          options={[
            { value: "zone", label: "Zones", hint: "Named polygons. A zone with a known code is drawn anew." },
            { value: "boundary", label: "The city’s boundary", hint: "Assets outside it are refused." },
            { value: "street", label: "Streets", hint: "Lines; those with main = true are drawn wider." },
            { value: "water", label: "Water" },
            { value: "green", label: "Parks" },
          ]}
        />
        <Upload name="file" label="GeoJSON file" hint="Up to 16 MB. If one shape is wrong, none is taken and we say which." accept=".json,.geojson,application/geo+json" />
        <Buttons>
          <Button>Draw it</Button>
        </Buttons>
      </Form>
    </Page>
  );
}
