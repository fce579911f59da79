import { z } from "zod";
import { lawfulBases, transferMechanisms, type Content } from "@/lib/applications/schema";

/** What residents are told of how the data of a permit's devices is handled. */
export const handlingSchema = z.object({ basis: z.enum(lawfulBases).optional(), access: z.string().optional(), processor: z.string().optional(), storedIn: z.string().optional(), transfer: z.enum(transferMechanisms).optional() });
export type Handling = z.infer<typeof handlingSchema>;

/** Of what was sent, that part. Nothing where its form still said that only the city reads it. */
export const handlingOf = ({ data }: Pick<Content, "data">): Handling => (data.told === "residents" ? handlingSchema.parse(data) : {});

/** The same as it is stored. What does not fit is not told. */
export const storedHandling = (stored: unknown): Handling => handlingSchema.safeParse(stored).data ?? {};
