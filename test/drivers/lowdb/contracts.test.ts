import { createSealer } from '../../../src/drivers/sealing/index.ts';
import { deliveryQueueContract } from '../../contracts/delivery-queue-contract.ts';
import { installationsContract } from '../../contracts/installations-contract.ts';
import { modelContract } from '../../contracts/model-contract.ts';
import { regroupContract } from '../../contracts/regroup-contract.ts';
import { sealingContract } from '../../contracts/sealing-contract.ts';
import { storageContract } from '../../contracts/storage-contract.ts';
import { openStore } from './store-in-folder.ts';

storageContract('lowdb', openStore);
deliveryQueueContract('lowdb', openStore);
installationsContract('lowdb', openStore);
regroupContract('lowdb', openStore);
modelContract('lowdb', openStore);
sealingContract('AES-256-GCM', createSealer);
