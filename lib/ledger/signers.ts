import { readVerifier, signerOf, type Signer, type Verifier } from "@/lib/ledger/note";

/** The ledger's name in its checkpoints: the portal's address without its scheme, as C2SP has it. Its files are found under it. */
export const ledgerOrigin = (origin: string): string => `${origin.replace(/^https?:\/\//, "")}/ledger`;

/** All who sign the ledger, the key of today first. @param keys secrets in base64, apart by commas */
export const signersOf = (origin: string, keys: string): Signer[] => keys.split(",").map((key) => key.trim()).filter(Boolean).map((key) => signerOf(ledgerOrigin(origin), key));

/** The keys by which this portal's checkpoints are checked, as its server knows them. */
export const ownVerifiers = (): Verifier[] => (process.env.LAMPPOST_LEDGER_VERIFIERS ?? "").split(",").filter(Boolean).map(readVerifier);
