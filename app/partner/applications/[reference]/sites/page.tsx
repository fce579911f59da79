import { redirect } from "next/navigation";
import { AreaDrawer } from "@/components/map/area-drawer";
import { AssetPickerMap } from "@/components/map/asset-picker-map";
import { NearMe } from "@/components/map/near-me";
import { fitted, panned, viewAround, viewFromText, viewToText, zoomed, type View } from "@/components/map/projection";
import { clusterPoints } from "@/components/map/cluster";
import { Button, ButtonLink } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Unsent } from "@/components/page/unsent";
import { Empty } from "@/components/show/empty";
import { Icon } from "@/components/show/icon";
import { Notice } from "@/components/show/notice";
import { Plate } from "@/components/show/plate";
import { addressWith } from "@/app/(public)/devices/search";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { heldDays, mostHeldInZone } from "@/lib/applications/occupancy";
import { devicesOf, modelsOf } from "@/lib/applications/rules";
import { closedTo, misplaced } from "@/lib/applications/siting";
import { assetClassWord, purposeWords, sectionWords } from "@/lib/applications/words";
import { assetsToChoose, baseOf, cityView } from "@/lib/assets/queries";
import { areaFromText, metresBetween, placeFromText, viewOfAll } from "@/lib/assets/views";
import { assetClasses } from "@/lib/assets/reading/asset-class";
import { formKey } from "@/lib/forms/form-key";
import { stopsAwaiting } from "@/lib/permits/standing";
import { zonesListed } from "@/lib/registry/queries";
import { leave, sites, waitFor } from "../actions";
import { load } from "../load";

const width = 640;
const height = 720;
/** Nobody walks by the metre. */
const roundedMetres = (metres: number): number => Math.max(10, Math.round(metres / 10) * 10);
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;

export default async function Sites({ params, searchParams }: PageProps<"/partner/applications/[reference]/sites">) {
  const { who, application, here, isWritable } = await load(params);
  if (!isWritable) redirect(here);
  const given = await searchParams;
  const chosenIds = (application.draft.sites?.assetIds as string[] | undefined) ?? [];
  const asked = viewFromText(one(given.view) ?? "");
  const [near, area] = [placeFromText(one(given.near)), areaFromText(one(given.area))];
  const assetClass = assetClasses.find((each) => each === one(given.on));
  const [{ assets, chosen, more, cut }, zones, city] = await Promise.all([
    assetsToChoose(who, { find: one(given.find), zoneId: one(given.zone), assetClass, after: one(given.after), near, area, always: chosenIds, ...(asked ? { view: asked } : {}) }),
    zonesListed(),
    cityView(),
  ]);
  const devices = devicesOf(application.draft);
  const listed = [...chosen.filter((asset) => !assets.some(({ id }) => id === asset.id)), ...assets];
  // What this very application holds already is not in its own way, nor what the permit has that it would replace; for whoever waits longer a place is kept.
  const isOwn = ({ applicationId }: { applicationId: string }) => applicationId === application.id || applicationId === application.takesPlacesOf;
  const ahead = (asset: (typeof listed)[number]) => { const mine = asset.waits.findIndex(isOwn); return mine >= 0 ? mine : asset.waits.length; };
  const free = (asset: (typeof listed)[number]) => asset.slots - asset.holds.filter((hold) => !isOwn(hold)).length - (asset.holds.some(isOwn) ? 0 : ahead(asset));
  // What may not hang where, by the published table: of what is chosen by its model and purpose, of the others by the purpose.
  const purpose = application.draft.purpose?.purpose as string | undefined;
  const isClosed = (asset: (typeof listed)[number]) => !chosenIds.includes(asset.id) && closedTo(asset.assetClass, purpose) !== null;
  const full = listed.filter((asset) => !isClosed(asset) && free(asset) <= 0 && !chosenIds.includes(asset.id));
  const waited = [...full, ...chosen.filter((asset) => free(asset) <= 0)];
  const around: View | null = asked ?? (area ? viewAround(viewOfAll(area), 0.1) : null) ?? (assets.length > 0 ? viewAround(assets, 0.15) : city);
  const view = around && fitted(around, width, height);
  const base = view && (await baseOf(view));
  const path = `${here}/sites`;
  const at = (next: View) => `${addressWith(path, given, { view: viewToText(next), near: undefined, area: undefined, after: undefined, saved: undefined })}#map`;
  const elsewhere = (more: Record<string, string | undefined>) => addressWith(path, given, { view: undefined, near: undefined, area: undefined, after: undefined, saved: undefined, ...more });
  const lacking = devices.length - chosenIds.length;
  /** How a chosen place is held, and why not where it is not. */
  const heldWords = (asset: (typeof listed)[number]): string => {
    const hold = asset.holds.find(({ applicationId }) => applicationId === application.id);
    if (hold) return hold.until ? `held for you until ${wordDay(dayOf(hold.until))}` : "held for you";
    if (asset.holds.some(isOwn)) return "the permit’s that this would replace";
    if (free(asset) <= 0) return "not held: somebody else has its last place";
    return `not held: save it anew. You hold at most ${mostHeldInZone} in one part of the city while you write; more are held once you send it`;
  };
  const inOrder = chosenIds.flatMap((id) => chosen.find((asset) => asset.id === id) ?? []);
  const wrong = new Map(misplaced({ purpose, devices, models: modelsOf(application.draft), sites: inOrder }).map(({ index, why }) => [index, why]));
  // What stands over these places already, and over the devices that are to hang there: it would take in what is approved.
  const of = { partnerId: application.partnerId, networkId: (application.draft.networks?.networkIds as string[] | undefined)?.[0] ?? null };
  const [overChosen, overListed] = await Promise.all([stopsAwaiting(of, inOrder.map(({ id }, index) => ({ assetId: id, make: devices[index]?.make, model: devices[index]?.model })), new Date()), stopsAwaiting(of, listed.map(({ id }) => ({ assetId: id })), new Date())]);
  const stoppedThere = new Set(overListed.map(({ index }) => listed[index]?.id));
  const closed = assetClasses.map((each) => [each, listed.filter((asset) => asset.assetClass === each && isClosed(asset))] as const).filter(([, assets]) => assets.length > 0);
  const title = `${sectionWords.sites}, ${application.title}`;
  return (
    <Page title={sectionWords.sites} crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: sectionWords.sites }]} lead={<p>{devices.length === 0 ? "There are no devices yet, so nothing says how many places you need: " : ""}{devices.length === 0 ? <a href={`${here}/devices`}>add them first</a> : `Choose a place for each of your devices: ${devices.length === 1 ? "1 place" : `${devices.length} places`}`}. What you choose is held for you for {heldDays} days, and from the day you send the application until it is decided.</p>}>
      <Unsent />
      {given.saved === "yes" && (
        <Notice kind={inOrder.length === devices.length && wrong.size === 0 ? "granted" : "plain"} title={inOrder.length === devices.length ? "Saved. Every device has its place." : devices.length === 0 ? `Saved. ${inOrder.length === 1 ? "1 place is" : `${inOrder.length} places are`} chosen.` : `Saved. ${inOrder.length} of ${devices.length} places are chosen.`}>
          {wrong.size > 0 ? "But not each may go where it is to go: see below." : inOrder.length === devices.length ? "You can go on, or change them below." : devices.length === 0 ? "Add the devices that are to hang there." : inOrder.length > devices.length ? "There are more places than devices." : "Choose the others below."}
        </Notice>
      )}
      {inOrder.length > 0 && (
        <Section title="Chosen so far">
          <ol className="pairs">
            {inOrder.map((asset, index) => (
              <li key={asset.id}>
                <Plate code={asset.code} size="small" /> <span>{asset.place}</span> <span className="soft">{devices[index] ? `for ${devices[index].name}` : "no device for it"}; {heldWords(asset)}</span>
                {wrong.get(index) && (
                  <p className="why-not">
                    <Icon name="warning" />
                    <span>
                      <b>It may not go there.</b> {wrong.get(index)}. Choose another place for it.
                    </span>
                  </p>
                )}
                {overChosen.filter((stop) => stop.index === index).map((stop) => (
                  <p key={stop.number} className="why-not">
                    <Icon name="warning" />
                    <span>
                      <b>{stop.effect === "suspend" ? "What hangs there is stopped for now." : "What hangs there is kept out of the city’s networks for now."}</b> {stop.reason} You can ask for it all the same; it begins once the city has lifted that.
                    </span>
                  </p>
                ))}
              </li>
            ))}
          </ol>
          {inOrder.length === devices.length && (
            <p>
              <ButtonLink to={here}>Go on</ButtonLink>
            </p>
          )}
        </Section>
      )}
      <Section title="Find places">
        <p className="note">Not every place carries every device: <a href="/siting">what may hang where</a>.</p>
        <FilterForm action={path}>
          <Field name="find" type="search" label="Street or plate" value={one(given.find) ?? ""} width="medium" />
          <Select name="zone" label="Part of the city" value={one(given.zone) ?? ""} options={[{ value: "", label: "The whole city" }, ...zones.map(({ id, name }) => ({ value: id, label: name }))]} />
          <Select name="on" label="Kind" value={assetClass ?? ""} options={[{ value: "", label: "Any kind" }, ...assetClasses.map((value) => ({ value, label: assetClassWord[value] ?? value }))]} />
          <Button kind="plain">Find</Button>
        </FilterForm>
        <div className="near">
          <NearMe address={`${elsewhere({})}#map`} name="near" label="Places near me" asking="Asking your device where it is…" words="Your device did not say where it is. Look for the street instead." />
          {(near || area) && (
            <p className="note">
              {assets.length === 0 ? "There are none there." : near ? "The nearest come first, within a walk." : `Only what lies in the area you drew${cut ? ": more than are listed here. Draw a smaller one" : ""}.`} <a href={elsewhere({})}>Look in the whole city</a>
            </p>
          )}
        </div>
        {listed.length === 0 ? (
          <Empty title={near ? "Nothing within a walk" : area ? "Nothing in the area you drew" : "Nothing matches"}>
            {near || area ? "Take the filters away, or " : "Look for a shorter part of the street’s name, or "}
            <a href={near || area ? elsewhere({}) : path}>{near || area ? "look in the whole city" : "show every place"}</a>.
          </Empty>
        ) : (
          <Form act={sites} title={title} hidden={{ ...formKey(application), applicationId: application.id }} initial={{ assetIds: chosenIds }}>
            {listed.map((asset) => (
              <input key={asset.id} type="hidden" name="shown" value={asset.id} />
            ))}
            <div className="halves">
              <div className="stack">
                <Choices
                  name="assetIds"
                  kind="checkbox"
                  small
                  legend="Tick the places you want"
                  value={chosenIds}
                  options={listed.filter((asset) => !isClosed(asset) && (free(asset) > 0 || chosenIds.includes(asset.id))).map((asset) => ({
                    value: asset.id,
                    label: `${asset.code}, ${asset.place}`,
                    hint: free(asset) > 0 ? `${near ? `About ${roundedMetres(metresBetween(near, asset))} m away; ` : ""}${assetClassWord[asset.assetClass]}, ${asset.agency.name}; ${free(asset)} of ${asset.slots} places free${stoppedThere.has(asset.id) ? "; what hangs there is stopped for now" : ""}` : "Full: somebody else has its last place. Take the tick away, or wait for it below.",
                  }))}
                />
                {full.length > 0 && (
                  <p className="note soft">
                    Full, and so not to be chosen: {full.map((asset) => asset.code).join(", ")}. <a href="#full">Wait for one of them</a>
                  </p>
                )}
                {closed.map(([each, assets]) => (
                  <p key={each} className="note soft">
                    Not for “{purposeWords[purpose ?? ""]}”: {assets.map(({ code }) => code).join(", ")}. {closedTo(each, purpose)}. <a href="/siting">What may hang where</a>
                  </p>
                ))}
                {more && (
                  <p>
                    <a href={addressWith(path, given, { after: more, saved: undefined })}>More places after {more}</a> <span className="soft">(save first what you ticked)</span>
                  </p>
                )}
              </div>
              <div id="map" className="halves-map" tabIndex={-1}>
                {view && base && (
                  <AreaDrawer address={`${elsewhere({})}#map`} name="area" view={view} width={width} height={height} words={{ draw: "Draw round places", drawing: "Draw a line round the places you mean. Escape leaves it.", leave: "Do not draw" }}>
                    <AssetPickerMap
                      name="assetIds"
                      title="Map of the places in the list"
                      view={view}
                      width={width}
                      height={height}
                      base={base}
                      {...clusterPoints(
                        listed.map((asset) => ({ key: asset.id, lon: asset.lon, lat: asset.lat, label: `${asset.code}, ${asset.place}`, state: isClosed(asset) || free(asset) <= 0 ? ("taken" as const) : chosenIds.includes(asset.id) ? ("chosen" as const) : ("free" as const) })),
                        view,
                        width,
                        height,
                        18,
                        at,
                      )}
                      controls={{ zoomIn: at(zoomed(view, 2)), zoomOut: at(zoomed(view, 0.5)), north: at(panned(view, 0, 0.5)), south: at(panned(view, 0, -0.5)), east: at(panned(view, 0.5, 0)), west: at(panned(view, -0.5, 0)) }}
                    />
                  </AreaDrawer>
                )}
              </div>
            </div>
            <Buttons>
              <Button>Save these places</Button>
              {lacking > 0 && (
                <Button kind="plain" name="fill" value="yes">
                  {lacking === 1 ? "Take the first that is free" : `Take the first ${lacking} that are free`}
                </Button>
              )}
              <a href={here}>Leave without saving</a>
            </Buttons>
          </Form>
        )}
      </Section>
      {waited.length > 0 && (
        <Section title="Full places" id="full">
          <p>Whoever waits longest gets the next place that becomes free, held for {heldDays} days. We write to you then.</p>
          <ul className="files">
            {waited.map((asset) => {
              const waits = asset.waits.findIndex(isOwn);
              return (
                <li key={asset.id}>
                  <div>
                    <Plate code={asset.code} size="small" /> {asset.place}
                    <p className="hint">{waits >= 0 ? (waits === 0 ? "You are next" : `${waits === 1 ? "1 comes" : `${waits} come`} before you`) : asset.waits.length === 0 ? "Nobody waits for it" : asset.waits.length === 1 ? "1 waits for it" : `${asset.waits.length} wait for it`}</p>
                  </div>
                  <Form act={waits >= 0 ? leave : waitFor} title={title} hidden={{ ...formKey(), applicationId: application.id, assetId: asset.id }} of={`wait-${asset.code.replace(/[^A-Za-z0-9]+/g, "-")}`}>
                    <Button kind="link">
                      {waits >= 0 ? "Do not wait" : "Wait for it"}
                      <span className="sr-only">: {asset.code}</span>
                    </Button>
                  </Form>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
    </Page>
  );
}
