import { useEffect, useState } from 'preact/hooks';
import type { Acts } from '../desk/acts';
import type { Desk } from '../desk/state';
import type { Store } from '../desk/store';
import { FindPm } from './find-pm';
import { JobScreen } from './job';
import { SignIn } from './sign-in';
import { StartJob } from './start-job';

/** What every screen is given. */
export interface ScreenProps {
  readonly desk: Desk;
  readonly acts: Acts;
}

export function Page({ store, acts }: { readonly store: Store; readonly acts: Acts }) {
  const [desk, setDesk] = useState(store.desk);
  useEffect(() => store.subscribe(() => setDesk(store.desk)), [store]);
  if (desk.session === null) return <SignIn desk={desk} acts={acts} />;
  if (desk.job !== null) return <JobScreen desk={desk} acts={acts} job={desk.job} />;
  if (desk.chosen !== null) return <StartJob desk={desk} acts={acts} pm={desk.chosen} />;
  return <FindPm desk={desk} acts={acts} />;
}
