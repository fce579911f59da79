import type { ReactNode } from "react";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { Upload } from "@/components/form/upload";
import { EvidenceList } from "@/app/evidence-list";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";
import type { Listed } from "@/lib/files/queries";
import { mostBytesOfFile, mostFilesAtOnce, type filePlaces } from "@/lib/files/schema";
import { accepted, acceptedWords, sizeWords } from "@/lib/files/words";

/** The files of one place with the way to take each back, and the form that adds some. `children` stand in the form above the files. */
export function FileForms({ place, ofId, files, isOpen, add, remove, back, children }: { place: (typeof filePlaces)[number]; ofId: string; files: readonly Listed[]; isOpen: boolean; add: FormAct; remove: FormAct; back: string; children?: ReactNode }) {
  return (
    <div className="stack-lg">
      {files.length === 0 && <p>No file is here yet.</p>}
      <EvidenceList
        files={files}
        label="Files that are here"
        after={(file) =>
          isOpen && (
            <Form act={remove} title="Evidence files" hidden={{ ...formKey(), place, fileId: file.id }} of={`take-back-${file.number}`}>
              <Button kind="link">
                Take back<span className="sr-only"> {file.name}</span>
              </Button>
            </Form>
          )
        }
      />
      <Form act={add} title="Evidence files" hidden={{ ...formKey(), place, ofId }} of="add" multipart closed={isOpen ? undefined : <p>What these files go with is with the city, or over: nothing can be added or taken back now.</p>}>
        {children}
        <Upload name="files" label="Add files" hint={`${acceptedWords}. Each up to ${sizeWords(mostBytesOfFile)}, at most ${mostFilesAtOnce} at once.`} accept={accepted} multiple />
        <Buttons>
          <Button kind="plain">Add these files</Button>
          <a href={back}>Done with files, go on</a>
        </Buttons>
      </Form>
    </div>
  );
}
