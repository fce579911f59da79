import { Page } from "@/components/page/page";
import { Register } from "@/components/show/register";
import { siting } from "@/lib/applications/siting";
import { assetClassWord, purposeWords, radioWords } from "@/lib/applications/words";

/** What each kind of asset carries and what may not be put on it, as the portal itself checks it. */
export default function Siting() {
  return (
    <Page title="What may hang where" width="text" lead={<p>Poles, shelters and roofs carry only so much, and some are not for everything. By this table each device and its place are checked before an application can be sent.</p>}>
      <Register
        caption="What each kind of place carries"
        hideCaption
        columns={[{ head: "Where" }, { head: "One device weighs at most", numeric: true }, { head: "Longest side", numeric: true }, { head: "Not for" }]}
        rows={Object.entries(siting).map(([assetClass, { kg, cm, closedTo, silent }]) => {
          const not = [
            ...(closedTo ? [`${new Intl.ListFormat("en-GB").format(closedTo.purposes.map((purpose) => (purposeWords[purpose] ?? purpose).toLowerCase()))}. ${closedTo.because}.`] : []),
            ...(silent ? [`${new Intl.ListFormat("en-GB").format(silent.radios.map((each) => radioWords[each]))}. ${silent.because}.`] : []),
          ].join(" ").replace(/^./, (first) => first.toUpperCase());
          return { key: assetClass, cells: [(assetClassWord[assetClass] ?? assetClass).replace(/^./, (first) => first.toUpperCase()), `${kg} kg`, `${cm} cm`, not || "–"] };
        })}
      />
      <p className="note">How many devices fit on one place is told where you choose it.</p>
    </Page>
  );
}
