/** What the words of a language are about. Kept here, so that a language needs nothing but these words to be written. */
export type Purpose = "air_and_weather" | "traffic_and_parking" | "phone_and_internet" | "lighting" | "safety" | "water_and_waste" | "information" | "research";
export type Identifies = "no" | "anonymous" | "yes";
export type AssetClass = "light_pole" | "traffic_pole" | "cabinet" | "shelter" | "kiosk" | "rooftop" | "duct" | "other";
export type StopEffect = "restrict" | "suspend" | "revoke" | "void";
export type Transfer = "stays" | "adequacy" | "standard_clauses" | "binding_rules" | "exception";
export type Basis = "consent" | "contract" | "legal_duty" | "vital_interests" | "public_task" | "legitimate_interests";
