import { headers } from "next/headers";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Upload } from "@/components/form/upload";
import { Page } from "@/components/page/page";
import { Plate } from "@/components/show/plate";
import { Trap } from "@/app/(public)/trap";
import { languageNow } from "@/app/languages/language";
import { concernKinds, mostPhotos } from "@/lib/concerns/schema";
import { city } from "@/lib/core/city";
import { openFormKey } from "@/lib/forms/open-form";
import { concernsAbout } from "@/lib/registry/concerns";
import { assetPage, devicePage } from "@/lib/registry/queries";
import { report } from "../acts";

const text = (value: string | string[] | undefined): string => (typeof value === "string" ? value.slice(0, 100) : "");
/** "52.01,4.05": a place chosen on the map */
const isSpot = (value: string): boolean => /^-?\d{1,2}(\.\d{1,8})?,-?\d{1,3}(\.\d{1,8})?$/.test(value);

/** Something to tell the city: about a device, an asset, a place on the map, or wherever one says. Sent by anybody, with scripts and without. */
export default async function NewConcern({ searchParams }: PageProps<"/concerns/new">) {
  const [given, { code, words, to, written }] = await Promise.all([searchParams, languageNow()]);
  const { concern: said } = words;
  const [device, asset] = await Promise.all([given.device ? devicePage(text(given.device)) : null, given.asset ? assetPage(text(given.asset)) : null]);
  const at = isSpot(text(given.at)) ? text(given.at) : "";
  const plate = device?.asset?.code ?? asset?.code;
  const isKnown = device !== null || plate !== undefined;
  const isMissing = given.kind === "unlisted";
  const known = await (device ? concernsAbout({ deviceId: device.id }) : asset ? concernsAbout({ assetId: asset.id }) : null);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <Page title={said.title} width="text" crumbsLabel={words.frame.breadcrumb} crumbs={[{ to: to("/concerns"), label: said.nav }, { label: said.report }]} lead={<p>{said.orCall(city.telephone)}</p>}>
      {known !== null && known.open > 0 && <p className="notice">{said.known(known.open)}</p>}
      <Form act={report} title={said.title} words={words.form} multipart hidden={{ ...openFormKey(), language: code, ...(device ? { device: device.code } : asset ? { plate: asset.code } : {}), ...(at && !isKnown ? { at } : {}) }} initial={isMissing ? { kind: "unlisted" } : {}}>
        {isKnown && (
          <dl className="summary">
            <div>
              <dt>{said.about}</dt>
              <dd>
                {plate !== undefined && <Plate code={plate} />} {device ? <span {...written}>{device.name}</span> : asset?.place}
              </dd>
              <dd className="act">
                <a href={to(`/concerns/new${isMissing ? "?kind=unlisted" : ""}`)}>{said.another}</a>
              </dd>
            </div>
          </dl>
        )}
        <Choices name="kind" kind="radio" legend={said.kind} options={concernKinds.map((kind) => ({ value: kind, ...said.kinds[kind] }))} />
        {!isKnown && (
          <>
            <h2>{said.where}</h2>
            {at ? (
              <p>{said.spot}</p>
            ) : (
              <>
                <input type="hidden" name="at" defaultValue="" data-here-at="" />
                <button type="button" className="button button--link" hidden data-here="" data-looking={words.near.looking} data-failed={words.near.failed} data-done={said.hereDone}>
                  {said.here}
                </button>
                <p role="status" className="note" data-here-status="" />
                <script type="module" defer src="/near-me.js" nonce={nonce} data-own="" />
              </>
            )}
            <Field name="plate" label={said.plate} hint={said.plateHint} width="medium" autoComplete="off" spellCheck={false} optional />
            <Field name="place" label={said.place} autoComplete="off" optional={at !== ""} />
          </>
        )}
        <TextArea name="words" label={said.words} hint={said.wordsHint} rows={5} />
        <Upload name="photos" label={said.photos} hint={said.photosHint(mostPhotos)} accept="image/jpeg,image/png,image/webp" multiple optional />
        <Field name="email" type="email" label={said.email} hint={said.emailHint} autoComplete="email" optional />
        <Trap words={words} />
        <Buttons>
          <Button>{said.send}</Button>
        </Buttons>
      </Form>
    </Page>
  );
}
