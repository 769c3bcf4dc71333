import { deliveryQueueContract } from '../../contracts/delivery-queue-contract.ts';
import { installationsContract } from '../../contracts/installations-contract.ts';
import { regroupContract } from '../../contracts/regroup-contract.ts';
import { storageContract } from '../../contracts/storage-contract.ts';
import { openStore } from './store-in-database.ts';

storageContract('postgres', openStore);
deliveryQueueContract('postgres', openStore);
installationsContract('postgres', openStore);
regroupContract('postgres', openStore);
