import { resume } from "../actions";
import { DeedPage } from "../deed-page";

export default async function Resume({ params }: PageProps<"/staff/permits/[reference]/resume">) {
  return (
    <DeedPage
      reference={(await params).reference}
      deed={{
        deed: "resume",
        title: "Let this permit run again",
        lead: <p>Its devices may operate again at once, until the permit’s end.</p>,
        effect: { devices: "may operate again on", networks: "may let them in" },
        button: (devices) => `Let ${devices} run again`,
        act: resume,
      }}
    />
  );
}
