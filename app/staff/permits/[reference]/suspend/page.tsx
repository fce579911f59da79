import { DateField } from "@/components/form/date-field";
import { suspend } from "../actions";
import { DeedPage } from "../deed-page";

export default async function Suspend({ params }: PageProps<"/staff/permits/[reference]/suspend">) {
  return (
    <DeedPage
      reference={(await params).reference}
      deed={{
        deed: "suspend",
        title: "Suspend this permit",
        lead: <p>The devices may not operate until somebody lets the permit run again.</p>,
        effect: { devices: "may not operate on", networks: "must shut them out" },
        button: (devices) => `Suspend ${devices} now`,
        danger: true,
        act: suspend,
        children: <DateField name="until" legend="Until when?" hint="The day by which you look at it again. For example 31 3 2027." />,
      }}
    />
  );
}
